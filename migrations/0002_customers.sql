-- Accounts and the people at them: the customer stays in view of every case.

create table account (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  tier text,
  industry text,
  domains text[] not null default '{}',
  customer_since date,
  city text,
  country text,
  phone text,
  website text,
  currency text not null default 'EUR' check (length(currency) = 3),
  value_year_minor bigint,
  value_total_minor bigint,
  value_by_year jsonb not null default '[]',
  renewal_on date,
  pinned_note text,
  pinned_note_by uuid references person,
  pinned_note_at timestamptz,
  named_agent_id uuid references person,
  parent_id uuid references account,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  demo boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1
);
create index account_name on account (lower(name), id);
create index account_domains on account using gin (domains);
create index account_name_trgm on account using gin (lower(name) gin_trgm_ops);

create table contact (
  id uuid primary key,
  account_id uuid references account,
  name text not null check (length(name) between 1 and 200),
  role text,
  vip boolean not null default false,
  language text,
  time_zone text,
  phones text[] not null default '{}',
  notes text,
  tags text[] not null default '{}',
  -- Set when a person, not a matching mail domain alone, said that this contact belongs to the account.
  account_verified_at timestamptz,
  sees_company_cases boolean not null default false,
  demo boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1
);
create index contact_account on contact (account_id, lower(name));
create index contact_name on contact (lower(name), id);
create index contact_name_trgm on contact using gin (lower(name) gin_trgm_ops);

create table contact_email (
  email text primary key check (email = lower(email) and length(email) <= 320),
  contact_id uuid not null references contact on delete cascade,
  position int not null default 0,
  undeliverable_at timestamptz,
  undeliverable_reason text
);
create index contact_email_contact on contact_email (contact_id, position);
create index contact_email_trgm on contact_email using gin (email gin_trgm_ops);
