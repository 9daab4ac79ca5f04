-- Triggers and the read-only role's rights, after the rows: seeding is not an event.
create trigger doc_event_written after insert or update or delete on doc_docevent for each row execute function doc_event_written();
grant usage on schema public to datatracker_ro;
grant select on all tables in schema public to datatracker_ro;
grant select on all sequences in schema public to datatracker_ro;
