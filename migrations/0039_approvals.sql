-- Somebody else agrees before a case goes on: what was asked, of whom, in which round, and what each of them said.
create table approval (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  -- Of the case type; null where a person asked of their own accord.
  key text,
  round int not null check (round > 0),
  title text not null check (length(title) between 1 and 200),
  asks text not null check (length(asks) between 1 and 1000),
  -- The values that lay before those who decide, when they were asked.
  subject jsonb not null default '[]',
  -- The stage that cannot be left without it; null where closing asks for it.
  stage text,
  -- Where the case stood when it was asked for.
  asked_in text not null,
  -- Whether the case waits for it.
  holds boolean not null default true,
  mode text not null check (mode in ('any', 'all', 'at_least')),
  needed int not null check (needed > 0),
  in_order boolean not null default false,
  reject_to text,
  -- The only one there is confirms that they looked at it again.
  self_check boolean not null default false,
  requested_by uuid references person,
  requested_at timestamptz not null,
  -- Whoever asked, and whoever last set what is approved: they never decide.
  barred uuid[] not null default '{}',
  left_out jsonb not null default '[]',
  due_at timestamptz,
  remind_at timestamptz[] not null default '{}',
  escalated_at timestamptz,
  wake_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'void')),
  settled_at timestamptz,
  settled_because text,
  unique (case_id, key, round),
  check ((state = 'waiting') = (settled_at is null)),
  check (state <> 'void' or settled_because is not null),
  check (state = 'waiting' or wake_at is null)
);
create unique index approval_waiting_once on approval (case_id, key) where state = 'waiting' and key is not null;
create index approval_waiting on approval (case_id) where state = 'waiting';
create index approval_wake on approval (wake_at) where wake_at is not null;

create table approval_vote (
  id uuid primary key,
  approval_id uuid not null references approval on delete cascade,
  position int not null,
  person_id uuid not null references person,
  -- Why this person was asked, in words.
  because text not null,
  stand_in_id uuid references person,
  stand_in_because text,
  decision text check (decision in ('approved', 'rejected')),
  decided_by uuid references person,
  decided_at timestamptz,
  comment text,
  by_mail boolean not null default false,
  unique (approval_id, person_id),
  unique (approval_id, position),
  unique (approval_id, stand_in_id),
  check ((stand_in_id is null) = (stand_in_because is null)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decided_by is null or decided_by = person_id or decided_by = stand_in_id),
  constraint rejection_has_a_comment check (decision is distinct from 'rejected' or length(comment) > 0)
);
create index approval_vote_asked on approval_vote (person_id) where decision is null;
create index approval_vote_stand_in on approval_vote (stand_in_id) where decision is null and stand_in_id is not null;

-- Nobody decides what they asked for or changed themselves, whichever way they came.
create function approval_is_not_ones_own() returns trigger language plpgsql as $$
begin
  if exists (select 1 from approval where id = new.approval_id and not self_check and new.decided_by = any (barred)) then
    raise exception 'nobody approves their own request';
  end if;
  return new;
end $$;
create trigger approval_not_ones_own before insert or update of decided_by on approval_vote
  for each row when (new.decided_by is not null) execute function approval_is_not_ones_own();
