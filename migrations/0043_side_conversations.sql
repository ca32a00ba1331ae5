-- Side conversations of a case: mail with a third party, or a thread with colleagues. They stand in tables of their own,
-- so that nothing which reads the customer's thread can ever read them.

create table side_conversation (
  id uuid primary key,
  -- What its signed address names; the number of the case never stands in it.
  number bigint generated always as identity unique,
  -- Where it was begun. A case that was merged takes it along to the survivor, and back.
  case_id uuid not null references cases on delete cascade,
  kind text not null check (kind in ('mail', 'internal')),
  subject text not null check (length(subject) between 1 and 300),
  -- What the others are called.
  party text not null check (length(party) between 1 and 200),
  team_id uuid references team,
  person_id uuid references person,
  owner_id uuid not null references person,
  status text not null check (status in ('open', 'answered', 'closed')),
  due_at timestamptz,
  reminded_at timestamptz,
  -- What it does to its case once its first message has left.
  on_case text not null check (on_case in ('nothing', 'next_step', 'on_hold')),
  started_by uuid references person,
  created_at timestamptz not null,
  answered_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references person,
  version int not null default 1,
  check (kind = 'mail' and num_nonnulls(team_id, person_id) = 0
    or kind = 'internal' and num_nonnulls(team_id, person_id) = 1),
  check ((status = 'closed') = (closed_at is not null))
);
create index side_conversation_case on side_conversation (case_id);
create index side_conversation_owner on side_conversation (owner_id) where status <> 'closed';
create index side_conversation_team on side_conversation (team_id) where status <> 'closed';
create index side_conversation_person on side_conversation (person_id) where status <> 'closed';
create index side_conversation_due on side_conversation (due_at) where status = 'open' and reminded_at is null;

create table side_message (
  id uuid primary key,
  side_conversation_id uuid not null references side_conversation on delete cascade,
  direction text not null check (direction in ('in', 'out', 'internal')),
  machine boolean not null default false,
  bounce boolean not null default false,
  author_id uuid references person,
  from_name text,
  from_email text,
  to_addresses jsonb not null default '[]',
  cc_addresses jsonb not null default '[]',
  subject text,
  text text not null default '',
  visible_text text,
  quoted_text text,
  language text,
  message_id text,
  in_reply_to text,
  reference_ids text[] not null default '{}',
  flags jsonb not null default '{}',
  inbound_mail_id uuid references inbound_mail,
  received_at timestamptz not null,
  created_at timestamptz not null,
  release_at timestamptz,
  released_at timestamptz,
  undone_at timestamptz,
  delivery text check (delivery in ('held', 'queued', 'sent', 'kept', 'failed')),
  delivery_error text,
  delivery_attempts int not null default 0,
  sent_at timestamptz
);
create index side_message_thread on side_message (side_conversation_id, received_at, id);
create index side_message_message_id on side_message (lower(message_id)) where message_id is not null;
create unique index side_message_inbound_mail on side_message (inbound_mail_id) where inbound_mail_id is not null;
create index side_message_release on side_message (release_at)
  where released_at is null and undone_at is null and release_at is not null;

-- Files are those of the case: chosen one by one, or brought by an answer.
create table side_message_file (
  side_message_id uuid not null references side_message on delete cascade,
  attachment_id uuid not null references attachment on delete cascade,
  primary key (side_message_id, attachment_id)
);
create index side_message_file_attachment on side_message_file (attachment_id);

-- The one fate of a mail names the side conversation that it went to.
alter table inbound_mail add column side_message_id uuid references side_message on delete set null;
create index inbound_mail_side_message on inbound_mail (side_message_id) where side_message_id is not null;
