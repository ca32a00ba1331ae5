-- The timeline and its proof. Each event hashes a salted digest of its content, which stands beside it:
-- erasing a person later removes content and salt, and the chain still verifies.

create table event (
  id uuid primary key,
  chain_id uuid not null,
  seq int not null check (seq > 0),
  case_id uuid,
  name text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  cause_id uuid,
  content jsonb,
  salt bytea,
  digest bytea not null,
  hash bytea not null,
  unique (chain_id, seq)
);
create index event_case on event (case_id, at, seq) where case_id is not null;
create index event_name_at on event (name, at);

create function event_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('caseward.removing_demo', true) is distinct from 'on' then
    raise exception 'events are append-only';
  end if;
  if tg_op = 'UPDATE' and not (new.content is null and new.salt is null
    and (new.id, new.chain_id, new.seq, new.name, new.at, new.digest, new.hash)
      is not distinct from (old.id, old.chain_id, old.seq, old.name, old.at, old.digest, old.hash)) then
    raise exception 'events are append-only; only content and salt may be erased';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger event_append_only before update or delete on event for each row execute function event_is_append_only();

create table event_chain (
  id uuid primary key,
  length int not null,
  head bytea not null
);

-- Daily snapshot of the backlog; never recomputed from today.
create table backlog_day (
  day date primary key,
  opened int not null,
  reopened int not null,
  resolved int not null,
  open int not null,
  taken_at timestamptz not null
);

create table governance_check (
  id uuid primary key,
  checked_at timestamptz not null,
  ownerless int not null,
  stageless int not null,
  no_next_step int not null,
  absent_owner int not null,
  silent int not null
);
create index governance_check_at on governance_check (checked_at desc);

create table governance_violation (
  case_id uuid not null references cases on delete cascade,
  kind text not null check (kind in ('ownerless', 'stageless', 'no_next_step', 'absent_owner', 'silent')),
  since timestamptz not null,
  escalated_at timestamptz,
  primary key (case_id, kind)
);
