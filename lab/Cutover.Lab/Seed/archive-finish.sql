insert into search_entry (message_id, terms) select m.id, to_tsvector('simple', t.text) from seed_text t join message m using (msgid);
create index message_known on message (email_list_id, msgid);
create index message_hashcode on message (hashcode);
create index message_date on message (email_list_id, date);
create index search_terms on search_entry using gin (terms) with (fastupdate = off);
grant usage on schema public to archive_ro;
grant select on all tables in schema public to archive_ro;
grant select on all sequences in schema public to archive_ro;
