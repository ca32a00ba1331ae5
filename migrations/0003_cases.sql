-- The governed record. What the promise of domain rule 1 asks of the data stands here as constraints.

create table case_type (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9_]{1,40}$'),
  version int not null default 1,
  position int not null default 0,
  team_id uuid references team,
  queue_id uuid references queue,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table case_type_version (
  case_type_id uuid not null references case_type,
  version int not null,
  definition jsonb not null,
  created_at timestamptz not null,
  created_by uuid references person,
  primary key (case_type_id, version)
);

create sequence case_number start 10001;

create table cases (
  id uuid primary key,
  number bigint not null unique default nextval('case_number'),
  subject text not null check (length(subject) between 1 and 500),
  type_id uuid not null references case_type,
  type_version int not null,
  stage text not null check (length(stage) > 0),
  stage_since timestamptz not null,
  previous_stage text,
  status text not null check (status in ('new', 'open', 'pending', 'on_hold', 'resolved', 'closed')),
  priority text not null check (priority in ('low', 'medium', 'high', 'critical')),
  owner_id uuid references person,
  owner_since timestamptz,
  team_id uuid not null references team,
  queue_id uuid references queue,
  queued_at timestamptz,
  routing_due_at timestamptz,
  account_id uuid references account,
  contact_id uuid references contact,
  channel text not null check (channel in ('email', 'form', 'portal', 'chat', 'phone', 'sms', 'messaging', 'api', 'agent')),
  mailbox_id uuid,
  language text,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  weight int not null default 1 check (weight between 0 and 100),
  next_step text,
  next_step_due_at timestamptz,
  next_step_whose text check (next_step_whose in ('us', 'customer', 'third_party')),
  next_step_person_id uuid references person,
  -- The clock that ends first among the running ones, kept beside the case so that lists sort and count by it.
  due_at timestamptz,
  due_metric text,
  at_risk_at timestamptz,
  breached_at timestamptz,
  resolution_code text,
  resolution_summary text,
  root_cause text,
  resolved_at timestamptz,
  first_resolved_at timestamptz,
  resolved_by uuid references person,
  closes_at timestamptz,
  closed_at timestamptz,
  confirmed_at timestamptz,
  reopened_count int not null default 0,
  customer_replied_at timestamptz,
  first_response_at timestamptz,
  last_customer_message_at timestamptz,
  last_public_reply_at timestamptz,
  message_count int not null default 0,
  restricted boolean not null default false,
  problem_id uuid references cases,
  parent_id uuid references cases,
  merged_into_id uuid references cases,
  follow_up_of_id uuid references cases,
  proposed_case_id uuid references cases,
  imported boolean not null default false,
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  foreign key (type_id, type_version) references case_type_version (case_type_id, version),
  constraint open_case_has_owner_or_queue
    check (status in ('resolved', 'closed') or owner_id is not null or (queue_id is not null and routing_due_at is not null)),
  constraint resolved_case_has_owner_and_summary
    check (status not in ('resolved', 'closed') or merged_into_id is not null or imported
      or (owner_id is not null and length(resolution_summary) > 0)),
  constraint waiting_case_has_follow_up
    check (status not in ('pending', 'on_hold') or next_step_due_at is not null),
  constraint next_step_is_whole
    check ((next_step is null) = (next_step_whose is null))
);
create index cases_open_updated on cases (updated_at desc, id) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_open_created on cases (created_at desc, id) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_open_due on cases (due_at, id) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_open_owner on cases (owner_id, due_at) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_waiting_for_owner on cases (routing_due_at) where owner_id is null and status in ('new', 'open', 'pending', 'on_hold');
create index cases_next_step on cases (next_step_due_at) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_closing on cases (closes_at) where status = 'resolved';
create index cases_updated on cases (updated_at desc, id);
create index cases_created on cases (created_at desc, id);
create index cases_account on cases (account_id, updated_at desc);
create index cases_contact on cases (contact_id, updated_at desc);
create index cases_resolved on cases (resolved_at) where resolved_at is not null;
create index cases_problem on cases (problem_id) where problem_id is not null;
create index cases_parent on cases (parent_id) where parent_id is not null;

-- One row per case, made from subject, messages and resolution: searching never joins a million messages.
create table case_search (
  case_id uuid primary key references cases on delete cascade,
  updated_at timestamptz not null,
  number text not null,
  title text not null,
  words tsvector not null
);
create index case_search_words on case_search using gin (words) with (fastupdate = off);
create index case_search_updated on case_search (updated_at desc, case_id);

create table watcher (
  case_id uuid not null references cases on delete cascade,
  person_id uuid not null references person,
  since timestamptz not null,
  primary key (case_id, person_id)
);
create index watcher_person on watcher (person_id);

create table task (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  kind text not null default 'task' check (kind in ('task', 'checklist')),
  key text,
  title text not null check (length(title) between 1 and 300),
  stage text,
  mandatory boolean not null default false,
  owner_id uuid references person,
  team_id uuid references team,
  due_at timestamptz,
  position int not null default 0,
  evidence text,
  done_at timestamptz,
  done_by uuid references person,
  cancelled_at timestamptz,
  created_at timestamptz not null,
  created_by uuid references person,
  version int not null default 1
);
create index task_case on task (case_id, position);
create index task_open_owner on task (owner_id, due_at) where done_at is null and cancelled_at is null and kind = 'task';

create table routing_decision (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  at timestamptz not null,
  cause text not null,
  queue_id uuid references queue,
  owner_id uuid references person,
  because jsonb not null,
  considered jsonb not null
);
create index routing_decision_case on routing_decision (case_id, at desc);

create table saved_view (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  owner_id uuid references person,
  team_id uuid references team,
  filter jsonb not null,
  layout jsonb not null default '{}',
  position int not null default 0,
  created_at timestamptz not null,
  version int not null default 1
);
create index saved_view_owner on saved_view (owner_id);

create table draft (
  case_id uuid not null references cases on delete cascade,
  person_id uuid not null references person,
  kind text not null check (kind in ('reply', 'note', 'call', 'task', 'resolution')),
  content jsonb not null,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (case_id, person_id, kind)
);

create table case_seen (
  case_id uuid not null references cases on delete cascade,
  person_id uuid not null references person,
  seen_at timestamptz not null,
  primary key (case_id, person_id)
);

-- Who is looking at or writing in a case. Unlogged: losing it in a crash is right.
create unlogged table presence (
  case_id uuid not null,
  person_id uuid not null,
  writing boolean not null,
  expires_at timestamptz not null,
  primary key (case_id, person_id)
);
