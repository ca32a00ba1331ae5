-- What a customer has a right to: service contracts with their terms by version, entitlements, a ledger that only grows,
-- and for each case whether it was covered, by what, and why.

create sequence service_contract_number start 1001;

create table service_contract (
  id uuid primary key,
  number bigint not null unique default nextval('service_contract_number'),
  account_id uuid not null references account,
  name text not null check (length(name) between 1 and 120),
  starts_on date not null,
  ends_on date,
  cancelled_on date,
  cancelled_because text,
  renewed_from_id uuid unique references service_contract,
  -- When the ledger next has something to do by itself: a grant, a roll-over, an expiry, a renewal.
  settle_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  check (ends_on >= starts_on),
  check ((cancelled_on is null) = (cancelled_because is null))
);
create index service_contract_account on service_contract (account_id, starts_on);
create index service_contract_ends on service_contract (coalesce(cancelled_on, ends_on, 'infinity'::date), id);
create index service_contract_settle on service_contract (settle_at) where settle_at is not null;

create table service_contract_version (
  contract_id uuid not null references service_contract on delete cascade,
  version int not null,
  terms jsonb not null,
  created_at timestamptz not null,
  created_by uuid references person,
  primary key (contract_id, version)
);

create table entitlement (
  id uuid primary key,
  contract_id uuid not null references service_contract on delete cascade,
  kind text not null check (kind in ('unlimited', 'incidents', 'hours'))
);
create index entitlement_contract on entitlement (contract_id);

-- The balance is the sum of `amount`: incidents, or minutes. What went beyond it stands in `overage`.
create table entitlement_entry (
  id uuid primary key,
  entitlement_id uuid not null references entitlement on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('grant', 'consume', 'give_back', 'adjust', 'expire', 'roll_over', 'warning')),
  amount int not null,
  overage int not null default 0 check (overage >= 0),
  -- The grant that an expiry or a roll-over takes from.
  lot_id uuid references entitlement_entry,
  -- When what this entry grants is lost; null: with the contract.
  expires_at timestamptz,
  case_id uuid references cases on delete set null,
  person_id uuid references person,
  note text,
  -- What makes an entry that is written by itself stand once.
  key text,
  unique (entitlement_id, key)
);
create index entitlement_entry_at on entitlement_entry (entitlement_id, at, id);
create index entitlement_entry_case on entitlement_entry (case_id) where case_id is not null;

create function entitlement_ledger_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('caseward.removing_demo', true) is distinct from 'on' then
    raise exception 'the ledger of an entitlement is append-only';
  end if;
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'case_id' - 'person_id')
    is distinct from (to_jsonb(old) - 'case_id' - 'person_id') then
    raise exception 'the ledger of an entitlement is append-only';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger entitlement_entry_append_only before update or delete on entitlement_entry
  for each row execute function entitlement_ledger_is_append_only();

-- Hours held for a case until they are worked; they do not change the balance.
create table entitlement_reservation (
  case_id uuid primary key references cases on delete cascade,
  entitlement_id uuid not null references entitlement on delete cascade,
  minutes int not null check (minutes > 0),
  reserved_at timestamptz not null,
  reserved_by uuid references person
);
create index entitlement_reservation_entitlement on entitlement_reservation (entitlement_id);

create table case_coverage (
  case_id uuid primary key references cases on delete cascade,
  at timestamptz not null,
  verdict text not null check (verdict in ('covered', 'not_covered', 'expired', 'used_up', 'no_contract')),
  contract_id uuid references service_contract on delete set null,
  entitlement_id uuid references entitlement on delete set null,
  consequence text not null check (consequence in ('none', 'warn', 'approval', 'billable')),
  considered jsonb not null,
  chosen_by uuid references person,
  chosen_because text,
  decided_at timestamptz,
  decided_by uuid references person,
  approved boolean,
  decision_note text,
  version int not null default 1,
  check ((decided_at is null) = (approved is null))
);
create index case_coverage_entitlement on case_coverage (entitlement_id) where entitlement_id is not null;
create index case_coverage_contract on case_coverage (contract_id) where contract_id is not null;
create index case_coverage_waiting on case_coverage (at) where consequence = 'approval' and decided_at is null;
