-- www: Wagtail in small. `page` and `page_log` are what editors (and the crowd) write.
create table site (id serial primary key, hostname text not null unique, root_slug text not null);
create table editor (id serial primary key, name text not null, email text not null unique, is_active boolean not null default true);
create table page (
    id bigserial primary key,
    key uuid,
    slug text not null,
    title text not null,
    body text not null,
    version int not null default 1,
    live boolean not null default true,
    updated_at timestamptz not null default now()
);
create index page_key on page (key);
create index page_slug on page (slug);
create table page_log (id bigserial primary key, page_id bigint not null, op text not null, at timestamptz not null default now());
create table page_revision (
    id bigserial primary key, page_id bigint not null references page on delete cascade, content jsonb not null, created_at timestamptz not null
);
create table redirect (id serial primary key, old_path text not null unique, link text not null, is_permanent boolean not null default true);
create table image (id bigserial primary key, title text not null, file bytea not null, width int not null, height int not null);
alter table image alter file set storage external;
create table publish_job (id serial primary key, name text not null unique, crontab text not null, enabled boolean not null);
