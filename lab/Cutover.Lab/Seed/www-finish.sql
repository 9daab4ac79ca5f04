grant usage on schema public to wagtail_ro;
grant select on all tables in schema public to wagtail_ro;
grant select on all sequences in schema public to wagtail_ro;
