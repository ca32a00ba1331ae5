-- Mail in and out, and everything said on a case. Raw first, one fate each; nothing is deleted.

create table mailbox (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  address text not null,
  team_id uuid references team,
  queue_id uuid references queue,
  type_id uuid references case_type,
  acknowledge boolean not null default false,
  trusted_authserv_ids text[] not null default '{}',
  imap jsonb,
  imap_secret bytea,
  imap_state jsonb not null default '{}',
  is_default boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1
);
create unique index mailbox_address on mailbox (lower(address));
create unique index mailbox_one_default on mailbox (is_default) where is_default;
alter table cases add foreign key (mailbox_id) references mailbox;

create table inbound_mail (
  id uuid primary key,
  source text not null check (source in ('smtp', 'http', 'imap', 'import')),
  mailbox_id uuid references mailbox,
  raw_hash text not null,
  bytes bigint not null,
  envelope_from text,
  envelope_to text[] not null default '{}',
  received_at timestamptz not null,
  message_id text,
  body_hash text,
  from_email text,
  subject text,
  fate text not null check (fate in ('pending', 'new_case', 'reply', 'duplicate', 'machine', 'held', 'quarantined', 'rejected', 'failed')),
  reason text,
  case_id uuid references cases,
  message_row_id uuid,
  duplicate_of_id uuid references inbound_mail,
  attempts int not null default 0,
  error text,
  processed_at timestamptz,
  source_key text
);
create unique index inbound_mail_source_key on inbound_mail (source, source_key) where source_key is not null;
create unique index inbound_mail_one_message on inbound_mail (message_id)
  where message_id is not null and fate not in ('pending', 'duplicate', 'rejected', 'failed');
create index inbound_mail_received on inbound_mail (received_at desc, id);
create index inbound_mail_pending on inbound_mail (received_at) where fate = 'pending';
create index inbound_mail_sender on inbound_mail (from_email, received_at desc);

create table message (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  kind text not null check (kind in ('email', 'note', 'call', 'form', 'portal', 'chat', 'sms', 'messaging', 'api')),
  direction text not null check (direction in ('in', 'out', 'internal')),
  public boolean not null,
  machine boolean not null default false,
  bounce boolean not null default false,
  automatic boolean not null default false,
  author_id uuid references person,
  contact_id uuid references contact,
  from_name text,
  from_email text,
  to_addresses jsonb not null default '[]',
  cc_addresses jsonb not null default '[]',
  subject text,
  text text not null default '',
  html text,
  visible_text text,
  quoted_text text,
  language text,
  message_id text,
  in_reply_to text,
  reference_ids text[] not null default '{}',
  flags jsonb not null default '{}',
  call jsonb,
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
create index message_case on message (case_id, received_at, id);
create unique index message_message_id on message (message_id) where message_id is not null;
create index message_release on message (release_at) where released_at is null and undone_at is null and release_at is not null;
alter table inbound_mail add foreign key (message_row_id) references message;

create table attachment (
  id uuid primary key,
  case_id uuid references cases on delete cascade,
  message_id uuid references message on delete cascade,
  uploaded_by text,
  file_hash text not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  inline boolean not null default false,
  content_id text,
  created_at timestamptz not null
);
create index attachment_message on attachment (message_id);
create index attachment_case on attachment (case_id);

create table acknowledgement (
  email text not null,
  at timestamptz not null
);
create index acknowledgement_email on acknowledgement (email, at desc);
