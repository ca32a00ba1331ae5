-- Who works here, what they may do, and how they prove who they are. First, because every other row names a person.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table organisation (
  id boolean primary key default true check (id),
  name text not null check (length(name) between 1 and 120),
  time_zone text not null,
  language text not null default 'en',
  set_up_at timestamptz,
  demo_loaded_at timestamptz,
  version int not null default 1
);

create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  email text not null,
  role text not null check (role in ('admin', 'manager', 'agent', 'light', 'sales', 'editor')),
  title text,
  phone text,
  language text not null default 'en',
  time_zone text,
  sees_restricted boolean not null default false,
  capacity int not null default 20 check (capacity between 0 and 1000),
  skills jsonb not null default '[]',
  working_hours jsonb,
  status text not null default 'online' check (status in ('online', 'away', 'busy', 'off')),
  status_since timestamptz not null,
  away_until timestamptz,
  away_reason text,
  last_assigned_at timestamptz,
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz,
  deactivated_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1
);
create unique index person_email on person (lower(email));

create table team (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  lead_id uuid not null references person,
  calendar_id uuid,
  created_at timestamptz not null,
  demo boolean not null default false,
  version int not null default 1
);
create unique index team_name on team (lower(name));

create table team_member (
  team_id uuid not null references team on delete cascade,
  person_id uuid not null references person,
  primary key (team_id, person_id)
);
create index team_member_person on team_member (person_id);

create table queue (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  team_id uuid not null references team,
  method text not null default 'spare_number' check (method in ('spare_number', 'spare_share', 'round_robin')),
  routing_minutes int not null default 60 check (routing_minutes between 1 and 43200),
  is_default boolean not null default false,
  created_at timestamptz not null,
  demo boolean not null default false,
  version int not null default 1
);
create unique index queue_one_default on queue (is_default) where is_default;

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text,
  agent text
);
create index session_person on session (person_id) where ended_at is null;

create table api_key (
  id uuid primary key,
  name text not null,
  role text not null check (role in ('admin', 'manager', 'agent', 'light', 'sales', 'editor')),
  token_hash bytea not null unique,
  hint text not null,
  created_by uuid references person,
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz
);

-- One-time links and codes: invitation, password reset, sign-in step, confirmation of a resolution.
create table link_token (
  id uuid primary key,
  token_hash bytea not null unique,
  purpose text not null,
  subject_id uuid not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_token_subject on link_token (subject_id, purpose);

create table sign_in_attempt (
  id uuid primary key,
  email text not null,
  address text not null,
  at timestamptz not null,
  succeeded boolean not null
);
create index sign_in_attempt_email on sign_in_attempt (email, at);
create index sign_in_attempt_address on sign_in_attempt (address, at);

create table idempotency_key (
  actor_id text not null,
  key text not null,
  fingerprint bytea not null,
  status int,
  answer jsonb,
  created_at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- Values the program makes once for itself, such as the secret that signs mail tokens.
create table installation_value (
  name text primary key,
  value text not null,
  created_at timestamptz not null
);
