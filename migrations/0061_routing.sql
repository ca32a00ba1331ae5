-- Queues say how they give out work: in which order, to whom next when nobody of the first team can, by themselves, by offer
-- or by hand, and who is told when nobody could. A case knows what it asks for, why it waits and when to look at it again.

alter table queue add column takes_first text not null default 'priority' check (takes_first in ('priority', 'deadline'));
alter table queue add column mode text not null default 'push' check (mode in ('push', 'offer', 'pull'));
alter table queue add column offer_minutes int not null default 10 check (offer_minutes between 1 and 1440);
alter table queue add column relax_minutes int not null default 15 check (relax_minutes between 0 and 43200);
alter table queue add column fallback_minutes int not null default 30 check (fallback_minutes between 0 and 43200);
-- Empty: the lead of its team.
alter table queue add column duty_holder_id uuid references person on delete set null;

-- Further teams that work a queue: from the beginning (step 0), or one after another while nobody could (1, 2, …).
create table queue_team (
  queue_id uuid not null references queue on delete cascade,
  team_id uuid not null references team on delete cascade,
  step int not null check (step between 0 and 20),
  primary key (queue_id, team_id)
);
create index queue_team_team on queue_team (team_id);

-- Since when a case waits for an owner this time; its place in the queue stays that of queued_at.
alter table cases add column wanted_skills jsonb not null default '[]';
alter table cases add column waiting_since timestamptz;
alter table cases add column waiting_because text;
alter table cases add column routing_wake_at timestamptz;
alter table cases add column duty_told_at timestamptz;
update cases set waiting_since = coalesce(queued_at, updated_at), routing_wake_at = now()
where owner_id is null and not imported and status in ('new', 'open', 'pending', 'on_hold');
create index cases_to_route on cases (routing_wake_at)
  where owner_id is null and status in ('new', 'open', 'pending', 'on_hold');
create index cases_waiting_in_queue on cases (queue_id)
  where owner_id is null and status in ('new', 'open', 'pending', 'on_hold');

-- What led to the queue, how far relaxation had come, what was ahead.
alter table routing_decision add column detail jsonb not null default '{}';
create index routing_decision_at on routing_decision (at);

-- An offer is a row with who, until when, and what became of it. A case is offered to one person at a time.
create table routing_offer (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  queue_id uuid references queue on delete set null,
  person_id uuid not null references person on delete cascade,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('accepted', 'declined', 'timed_out', 'withdrawn')),
  reason text,
  check ((ended_at is null) = (outcome is null))
);
create unique index routing_offer_open on routing_offer (case_id) where ended_at is null;
create index routing_offer_of_person on routing_offer (person_id) where ended_at is null;
create index routing_offer_expiring on routing_offer (expires_at) where ended_at is null;
create index routing_offer_case on routing_offer (case_id, offered_at desc);
create index routing_offer_at on routing_offer (offered_at);

-- The list of rules by which cases come into queues, one version after another. What matches none goes where its type says,
-- else into the default queue, as before.
create table intake_rules (
  version int primary key,
  rules jsonb not null,
  created_at timestamptz not null,
  created_by uuid references person on delete set null
);
insert into intake_rules (version, rules, created_at) values (1, '[]', now());

-- How much a priority adds to the weight of a case, in percent of what its type says.
create table routing_settings (
  id int primary key default 1 check (id = 1),
  priority_percent jsonb not null default '{"low": 100, "medium": 100, "high": 100, "critical": 100}',
  version int not null default 1
);
insert into routing_settings default values;
