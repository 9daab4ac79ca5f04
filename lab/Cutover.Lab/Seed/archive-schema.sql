-- The mail archive in small: messages are rows here and files in the archive's directories; the index is filled from a queue.
create table email_list (
    id serial primary key, name text not null unique, private boolean not null default false, created_at timestamptz not null default now()
);
create table message (
    id bigserial primary key,
    email_list_id int not null references email_list,
    msgid text not null,
    hashcode text not null,
    subject text not null,
    frm text not null,
    date timestamptz not null,
    size int not null,
    sha256 bytea not null,
    created_at timestamptz not null default now()
);
create table index_queue (id bigserial primary key, message_id bigint not null references message on delete cascade);
create table search_entry (message_id bigint primary key references message on delete cascade, terms tsvector not null);
