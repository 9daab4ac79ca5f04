-- The Datatracker's database, in the shape of the real one: names as rows, documents with states, events
-- and history, groups, people, meetings, ballots, IPR, submissions, mail. The few tables that the crowd
-- writes (doc_docevent, doc_documentcounter, doc_eventaudit, doc_activity, submit_*, ingested_email,
-- send_queue, scheduler_run, doc_document) stay small; the bulk is in tables that nobody writes at night.
create table name_doctypename (slug text primary key, name text not null, "order" int not null default 0, used boolean not null default true);
create table name_docrelationshipname (slug text primary key, name text not null, revname text not null, "order" int not null default 0);
create table name_rolename (slug text primary key, name text not null, "order" int not null default 0);
create table name_ballotpositionname (slug text primary key, name text not null, blocking boolean not null, "order" int not null default 0);
create table name_groupstatename (slug text primary key, name text not null);
create table name_grouptypename (slug text primary key, name text not null);
create table name_meetingtypename (slug text primary key, name text not null);
create table name_sessionstatusname (slug text primary key, name text not null);

create table person_person (
    id bigserial primary key,
    name text not null,
    ascii_short text,
    biography text,
    consent boolean,
    time timestamptz not null default now()
);
create table person_email (
    address text primary key,
    person_id bigint references person_person,
    "primary" boolean not null default false,
    active boolean not null default true,
    origin text not null default 'seed'
);
create table person_alias (id bigserial primary key, person_id bigint not null references person_person, name text not null);
create table person_personalapikey (
    id bigserial primary key,
    person_id bigint not null references person_person,
    endpoint text not null,
    hash bytea not null,
    valid boolean not null default true
);

create table group_group (
    id bigserial primary key,
    acronym text not null unique,
    name text not null,
    parent_id bigint references group_group,
    type_id text not null references name_grouptypename,
    state_id text not null references name_groupstatename,
    charter text,
    time timestamptz not null default now()
);
create table group_grouphistory (
    id bigserial primary key, group_id bigint not null references group_group, name text not null, charter text, time timestamptz not null
);
create table group_role (
    id bigserial primary key,
    group_id bigint not null references group_group,
    person_id bigint not null references person_person,
    name_id text not null references name_rolename,
    unique (group_id, person_id, name_id)
);
create table group_milestone (
    id bigserial primary key, group_id bigint not null references group_group, due date not null, "desc" text not null, resolved text
);

create table doc_statetype (slug text primary key, label text not null);
create table doc_state (
    id serial primary key,
    type_id text not null references doc_statetype,
    slug text not null,
    name text not null,
    "order" int not null default 0,
    unique (type_id, slug)
);
create table doc_document (
    id bigserial primary key,
    name text not null unique,
    rev text not null check (rev ~ '^[0-9]{2}$'),
    type_id text not null references name_doctypename,
    group_id bigint references group_group,
    title text not null,
    pages int,
    expires timestamptz,
    time timestamptz not null default now()
);
create table doc_document_states (
    document_id bigint not null references doc_document on delete cascade,
    state_id int not null references doc_state,
    primary key (document_id, state_id)
);
create table doc_relateddocument (
    id bigserial primary key,
    source_id bigint not null references doc_document,
    target_id bigint not null references doc_document,
    relationship_id text not null references name_docrelationshipname
);
create table doc_documentauthor (
    id bigserial primary key,
    document_id bigint not null references doc_document on delete cascade,
    person_id bigint not null references person_person,
    affiliation text,
    "order" int not null default 1
);
create table doc_documenttext (
    id bigserial primary key, document_id bigint not null references doc_document, rev text not null, body text not null
);
alter table doc_documenttext alter body set storage external;
create table doc_dochistory (
    id bigserial primary key,
    doc_id bigint not null references doc_document,
    rev text not null,
    title text not null,
    tags jsonb not null default '{}',
    score double precision,
    time timestamptz not null
);

-- The crowd's rows carry a key. It is indexed and not unique, so that a write applied twice can be seen.
create table doc_docevent (
    id bigserial primary key,
    doc_id bigint not null references doc_document,
    type text not null,
    by_id bigint references person_person,
    time timestamptz not null default now(),
    rev text,
    key uuid,
    version int not null default 1,
    body text not null
);
create index doc_docevent_key on doc_docevent (key);
create index doc_docevent_doc on doc_docevent (doc_id, time desc);
create table doc_documentcounter (
    document_id bigint primary key references doc_document on delete cascade,
    events bigint not null default 0,
    last_event timestamptz
);
create table doc_eventaudit (id bigserial primary key, event_id bigint not null, op text not null, at timestamptz not null default now());
-- No key on purpose: rolling counts by minute, updated by a trigger and pruned by the scheduler.
create table doc_activity (minute timestamptz not null, op text not null, n bigint not null);

create function doc_event_written() returns trigger language plpgsql as $$
declare
    minute_now timestamptz := date_trunc('minute', now());
begin
    insert into doc_eventaudit (event_id, op) values (coalesce(new.id, old.id), tg_op);
    update doc_activity set n = n + 1 where minute = minute_now and op = tg_op;
    if not found then
        insert into doc_activity (minute, op, n) values (minute_now, tg_op, 1);
    end if;
    return null;
end $$;

create table doc_ballottype (slug text primary key, name text not null, question text not null);
create table doc_ballot (
    id bigserial primary key, doc_id bigint not null references doc_document, type_id text not null references doc_ballottype, opened timestamptz not null
);
create table doc_ballotposition (
    id bigserial primary key,
    ballot_id bigint not null references doc_ballot,
    balloter_id bigint not null references person_person,
    pos_id text not null references name_ballotpositionname,
    discuss text,
    comment text
);
create table review_request (
    id bigserial primary key,
    doc_id bigint not null references doc_document,
    team_id bigint not null references group_group,
    requested_by_id bigint not null references person_person,
    deadline date not null,
    effort numeric(6, 2) not null default 0
);

create table meeting_meeting (
    id bigserial primary key,
    number text not null unique,
    type_id text not null references name_meetingtypename,
    date date not null,
    city text not null,
    time_zone text not null
);
create table meeting_session (
    id bigserial primary key,
    meeting_id bigint not null references meeting_meeting,
    group_id bigint not null references group_group,
    status_id text not null references name_sessionstatusname,
    attendees int,
    requested_duration interval not null default '1 hour',
    resources text[] not null default '{}'
);
create table meeting_timeslot (
    id bigserial primary key, meeting_id bigint not null references meeting_meeting, location text not null, time timestamptz not null, duration interval not null
);
create table meeting_schedtimesessassignment (
    id bigserial primary key,
    session_id bigint not null references meeting_session,
    timeslot_id bigint not null references meeting_timeslot,
    pinned boolean not null default false
);
create table meeting_attended (
    id bigserial primary key, session_id bigint not null references meeting_session, person_id bigint not null references person_person, time timestamptz not null
);
create table meeting_material (
    id bigserial primary key, session_id bigint not null references meeting_session, filename text not null, content bytea not null
);
alter table meeting_material alter content set storage external;

create table ipr_disclosure (
    id bigserial primary key, title text not null, holder text not null, notes text, compliant boolean not null default true, time timestamptz not null
);
create table ipr_docrel (
    id bigserial primary key, disclosure_id bigint not null references ipr_disclosure, document_id bigint not null references doc_document, sections text
);
create table ipr_event (
    id bigserial primary key, disclosure_id bigint not null references ipr_disclosure, by_id bigint references person_person, "desc" text not null
);
create table liaison_statement (
    id bigserial primary key, title text not null, body text not null, from_group_id bigint references group_group, time timestamptz not null
);
create table nomcom_feedback (
    id bigserial primary key, year int not null, author text, comments bytea not null, time timestamptz not null
);

create table message_message (
    id bigserial primary key,
    subject text not null,
    frm text not null,
    rcpt text not null,
    body text not null,
    content_type text not null default 'text/plain',
    list text,
    msgid text,
    time timestamptz not null
);
alter table message_message alter body set storage external;
create table send_queue (
    id bigserial primary key,
    subject text not null,
    rcpt text not null,
    body text not null,
    queued_at timestamptz not null default now(),
    send_at timestamptz,
    sent_at timestamptz
);
create index send_queue_waiting on send_queue (id) where sent_at is null;
create table ingested_email (
    id bigserial primary key,
    dest text not null,
    message_id text,
    sha256 bytea not null,
    message bytea not null,
    received_at timestamptz not null default now()
);
create index ingested_email_message_id on ingested_email (message_id);

create table submit_submission (
    id bigserial primary key,
    receipt bigint not null,
    name text not null,
    rev text not null,
    submitter text not null,
    replaces text not null default '',
    state text not null default 'validating',
    file_size int,
    sha256 bytea,
    submitted_at timestamptz not null default now()
);
create index submit_submission_name on submit_submission (name, rev);
create table submit_submissionevent (
    id bigserial primary key,
    submission_id bigint not null references submit_submission on delete cascade,
    time timestamptz not null default now(),
    "desc" text not null
);
create table submit_check (
    id bigserial primary key, submission_id bigint not null references submit_submission on delete cascade, checker text not null, passed boolean
);
-- Belongs to no column: receipts are drawn by the application. A logical subscriber never sees it move.
create sequence submit_receipt_number start 700000;

create table scheduler_run (id bigserial primary key, host text not null, run_id uuid not null, at timestamptz not null default clock_timestamp());
create table django_celery_beat_periodictask (
    id serial primary key, name text not null unique, task text not null, crontab text not null, enabled boolean not null default false, last_run_at timestamptz
);
create table django_migrations (id serial primary key, app text not null, name text not null, applied timestamptz not null default now());

create view doc_latestevent as
select distinct on (doc_id) doc_id, id as event_id, type, time from doc_docevent order by doc_id, time desc;
