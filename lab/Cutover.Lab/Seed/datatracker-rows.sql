-- Rows: $scale is 100 for the full lab, 1 for the small one.
insert into name_doctypename (slug, name) values ('draft', 'Draft'), ('charter', 'Charter'), ('conflrev', 'Conflict Review'), ('slides', 'Slides'), ('rfc', 'RFC');
insert into name_docrelationshipname (slug, name, revname) values
    ('replaces', 'Replaces', 'Replaced by'), ('updates', 'Updates', 'Updated by'), ('refnorm', 'References', 'Referenced by');
insert into name_rolename (slug, name) values ('chair', 'Chair'), ('ad', 'Area Director'), ('secr', 'Secretary'), ('delegate', 'Delegate');
insert into name_ballotpositionname (slug, name, blocking) values
    ('yes', 'Yes', false), ('noobj', 'No Objection', false), ('discuss', 'Discuss', true), ('abstain', 'Abstain', false), ('norecord', 'No Record', false);
insert into name_groupstatename values ('active', 'Active'), ('conclude', 'Concluded'), ('bof', 'BOF');
insert into name_grouptypename values ('area', 'Area'), ('wg', 'WG'), ('rg', 'RG'), ('review', 'Review team');
insert into name_meetingtypename values ('ietf', 'IETF'), ('interim', 'Interim');
insert into name_sessionstatusname values ('sched', 'Scheduled'), ('canceled', 'Cancelled'), ('appr', 'Approved');
insert into doc_statetype values ('draft', 'State'), ('draft-iesg', 'IESG state');
insert into doc_state (type_id, slug, name, "order") values
    ('draft', 'active', 'Active', 1), ('draft', 'expired', 'Expired', 2), ('draft', 'rfc', 'RFC', 3), ('draft-iesg', 'lc', 'In Last Call', 4);
insert into doc_ballottype values ('approve', 'Approve', 'Do we approve of this document?');
insert into django_celery_beat_periodictask (name, task, crontab, enabled) values
    ('Send scheduled mail', 'ietf.message.tasks.send_scheduled_mail_task', '*/15 * * * *', true),
    ('Expire I-Ds', 'ietf.doc.tasks.expire_ids_task', '5 0 * * *', true),
    ('Generate I-D index files', 'ietf.doc.tasks.generate_idnits2_rfc_status_task', '5 * * * *', true);
insert into django_migrations (app, name) select 'doc', to_char(i, 'FM0000') || '_auto' from generate_series(1, 40) i;

insert into person_person (name, ascii_short, biography, consent, time)
select 'Person ' || i, 'P. ' || i, case when i % 10 = 0 then repeat('Søren knows mail ', 20) end, i % 3 = 0, now() - i * interval '1 hour'
from generate_series(1, 120 * $scale) i;
insert into person_email (address, person_id, "primary")
select 'person' || i || '@lab.test', 1 + (i - 1) % (120 * $scale), i <= 120 * $scale from generate_series(1, 150 * $scale) i;
insert into person_alias (person_id, name) select i, 'P' || i from generate_series(1, 120 * $scale) i;
insert into person_personalapikey (person_id, endpoint, hash)
select 1 + i % (120 * $scale), '/api/submission', sha256(i::text::bytea) from generate_series(1, 5 * $scale) i;
insert into group_group (acronym, name, type_id, state_id) values ('art', 'Applications', 'area', 'active'), ('sec', 'Security', 'area', 'active');
insert into group_group (acronym, name, parent_id, type_id, state_id, charter)
select 'wg' || to_char(i, 'FM000'), 'Working group ' || i, 1 + i % 2, 'wg', case when i % 4 = 0 then 'conclude' else 'active' end, repeat('Charter. ', 60)
from generate_series(0, 119) i;
insert into group_grouphistory (group_id, name, charter, time)
select 1 + i % 122, 'Was ' || i, repeat('Old charter. ', 40), now() - i * interval '1 day' from generate_series(1, 20 * $scale) i;
insert into group_role (group_id, person_id, name_id)
select distinct 1 + i % 122, 1 + i % (120 * $scale), (array['chair', 'ad', 'secr', 'delegate'])[1 + i % 4] from generate_series(1, 30 * $scale) i;
insert into group_milestone (group_id, due, "desc") select 1 + i % 122, current_date + i % 900, 'Milestone ' || i from generate_series(1, 20 * $scale) i;

insert into doc_document (name, rev, type_id, group_id, title, pages, expires, time)
select 'draft-ietf-wg' || to_char(i % 120, 'FM000') || '-' || to_char(i, 'FM00000'), to_char(i % 6, 'FM00'), 'draft', 3 + i % 120,
    'On subject ' || i, 10 + i % 90, now() + interval '185 days', now() - i * interval '10 minutes'
from generate_series(1, 200 * $scale) i;
insert into doc_document_states select i, 1 + i % 3 from generate_series(1, 200 * $scale) i;
insert into doc_relateddocument (source_id, target_id, relationship_id)
select 1 + i % (200 * $scale), 1 + (i * 7) % (200 * $scale), (array['replaces', 'updates', 'refnorm'])[1 + i % 3] from generate_series(1, 200 * $scale) i;
insert into doc_documentauthor (document_id, person_id, affiliation, "order")
select 1 + i % (200 * $scale), 1 + (i * 13) % (120 * $scale), 'Affiliation ' || i % 500, 1 + i % 3 from generate_series(1, 400 * $scale) i;
insert into doc_dochistory (doc_id, rev, title, tags, score, time)
select 1 + i % (200 * $scale), to_char(i % 6, 'FM00'), 'On subject ' || i, jsonb_build_object('ad', i % 9, 'tags', array['iana', 'lc']), i / 7.0::float8,
    now() - i * interval '1 minute'
from generate_series(1, 400 * $scale) i;
insert into doc_docevent (doc_id, type, by_id, time, rev, body)
select 1 + i % (200 * $scale), 'added_comment', 1 + i % (120 * $scale), now() - i * interval '1 minute', '00', 'Comment ' || i
from generate_series(1, 100 * $scale) i;
insert into doc_documentcounter (document_id, events) select i, 1 from generate_series(1, 200 * $scale) i;
insert into doc_activity select date_trunc('minute', now()) - i * interval '1 minute', 'INSERT', i from generate_series(1, 60) i;
insert into doc_ballot (doc_id, type_id, opened) select i, 'approve', now() - i * interval '1 day' from generate_series(1, 20 * $scale) i;
insert into doc_ballotposition (ballot_id, balloter_id, pos_id, discuss, comment)
select 1 + i % (20 * $scale), 1 + i % (120 * $scale), (array['yes', 'noobj', 'discuss', 'abstain', 'norecord'])[1 + i % 5],
    case when i % 5 = 2 then repeat('I would like to discuss this. ', 8) end, 'Thanks.'
from generate_series(1, 120 * $scale) i;
insert into review_request (doc_id, team_id, requested_by_id, deadline, effort)
select 1 + i % (200 * $scale), 1 + i % 122, 1 + i % (120 * $scale), current_date + i % 30, i / 8.0 from generate_series(1, 30 * $scale) i;

insert into meeting_meeting (number, type_id, date, city, time_zone)
select i::text, 'ietf', date '1986-01-16' + i * 120, 'City ' || i, 'UTC' from generate_series(1, 120) i;
insert into meeting_session (meeting_id, group_id, status_id, attendees, resources)
select 1 + i % 120, 3 + i % 120, 'sched', i % 300, array['room', 'r' || i % 7] from generate_series(1, 80 * $scale) i;
insert into meeting_timeslot (meeting_id, location, time, duration)
select 1 + i % 120, 'Room ' || i % 8, now() - i * interval '1 hour', interval '90 minutes' from generate_series(1, 80 * $scale) i;
insert into meeting_schedtimesessassignment (session_id, timeslot_id) select i, i from generate_series(1, 80 * $scale) i;
insert into meeting_attended (session_id, person_id, time)
select 1 + i % (80 * $scale), 1 + (i * 3) % (120 * $scale), now() - i * interval '1 minute' from generate_series(1, 300 * $scale) i;

insert into ipr_disclosure (title, holder, notes, time)
select 'Disclosure ' || i, 'Holder ' || i % 200, repeat('note ', 20), now() - i * interval '1 day' from generate_series(1, 30 * $scale) i;
insert into ipr_docrel (disclosure_id, document_id, sections) select i, i, 'all' from generate_series(1, 30 * $scale) i;
insert into ipr_event (disclosure_id, by_id, "desc") select i, 1 + i % (120 * $scale), 'Posted' from generate_series(1, 30 * $scale) i;
insert into liaison_statement (title, body, from_group_id, time)
select 'Liaison ' || i, repeat('Dear colleagues, ', 60), 1 + i % 122, now() - i * interval '1 day' from generate_series(1, 10 * $scale) i;
insert into nomcom_feedback (year, author, comments, time)
select 2010 + i % 14, 'person' || i || '@lab.test', sha512(i::text::bytea), now() - i * interval '1 day' from generate_series(1, 20 * $scale) i;
insert into submit_submission (receipt, name, rev, submitter, state, file_size, submitted_at)
select nextval('submit_receipt_number'), 'draft-ietf-wg' || to_char(i % 120, 'FM000') || '-' || to_char(i, 'FM00000'), to_char(i % 6, 'FM00'),
    'person' || i || '@lab.test', 'posted', 4096, now() - i * interval '10 minutes'
from generate_series(1, 20 * $scale) i;
insert into submit_submissionevent (submission_id, "desc", time) select i, 'Posted', now() - i * interval '10 minutes' from generate_series(1, 20 * $scale) i;
insert into submit_check (submission_id, checker, passed) select i, 'idnits', true from generate_series(1, 20 * $scale) i;
insert into send_queue (subject, rcpt, body, queued_at, sent_at)
select 'I-D Action ' || i, 'i-d-announce@lab.test', 'A new draft is available.', now() - i * interval '1 minute', now() - i * interval '1 minute'
from generate_series(1, 10 * $scale) i;
insert into ingested_email (dest, message_id, sha256, message, received_at)
select 'ipr-response', '<seed-' || i || '@lab.test>', sha256(i::text::bytea), ('Subject: seed ' || i)::bytea, now() - i * interval '1 hour'
from generate_series(1, 10 * $scale) i;
