-- The bulk, in tables that stay cold: slices of one block of noise, so that nothing compresses and little is computed.
-- Slices are cut from bytea: substr on UTF-8 text reads the whole value for every slice.
create temp table noise (bytes bytea);
alter table noise alter bytes set storage external;
insert into noise select string_agg(sha512(i::text::bytea), ''::bytea order by i) from generate_series(1, 131072) i;
insert into doc_documenttext (document_id, rev, body)
select i, '00', encode(substr(bytes, 1 + (i * 7919) % 8000000, 20600), 'base64') from noise, generate_series(1, 75 * $scale) i;
insert into meeting_material (session_id, filename, content)
select 1 + i % (80 * $scale), 'slides-' || i || '.pdf', substr(bytes, 1 + (i * 104729) % 8000000, 65000) from noise, generate_series(1, 28 * $scale) i;
-- What was sent to a public list is in the archive too; its numbers and lists are those of the seeded mail.
insert into message_message (subject, frm, rcpt, body, list, msgid, time)
select 'Message ' || i, 'person' || i || '@lab.test', 'list' || i % 90 || '@lab.test',
    encode(substr(bytes, 1 + (i * 15485863::bigint % 8000000)::int, 6600), 'base64'),
    case when (i - 1) % $lists < $lists - 2 then 'wg' || to_char(1 + (i - 1) % $lists, 'FM00') end,
    'm' || to_char(i - 1, 'FM000000') || '@seed.lab.test', now() - i * interval '3 minutes'
from noise, generate_series(1, 110 * $scale) i;
drop table noise;
