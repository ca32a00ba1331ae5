-- Calendars, service levels, and one row per running promise with the next instant at which something happens to it.

create table calendar (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  time_zone text not null,
  weekly jsonb not null,
  holidays jsonb not null default '[]',
  overrides jsonb not null default '{}',
  is_default boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1
);
create unique index calendar_one_default on calendar (is_default) where is_default;
alter table team add foreign key (calendar_id) references calendar;

create table sla_policy (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  position int not null,
  version int not null default 1,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table sla_policy_version (
  policy_id uuid not null references sla_policy,
  version int not null,
  definition jsonb not null,
  created_at timestamptz not null,
  created_by uuid references person,
  primary key (policy_id, version)
);

create table sla_clock (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  metric text not null check (metric in ('first_response', 'next_response', 'periodic_update', 'customer_wait',
    'agent_work', 'resolution', 'team_ownership', 'milestone')),
  cycle int not null default 1,
  state text not null check (state in ('running', 'paused', 'met', 'cancelled')),
  policy_id uuid references sla_policy,
  policy_version int,
  calendar_id uuid references calendar,
  calendar_version int,
  target_seconds int not null check (target_seconds >= 0),
  pinned_due_at timestamptz,
  started_at timestamptz not null,
  due_at timestamptz,
  at_risk_at timestamptz,
  paused_at timestamptz,
  pauses jsonb not null default '[]',
  met_at timestamptz,
  breached_at timestamptz,
  breach_noticed_at timestamptz,
  -- Everything else the pure engine keeps: start cause, elapsed, log of changes.
  detail jsonb not null default '{}',
  wake_at timestamptz,
  unique (case_id, metric, cycle)
);
create index sla_clock_wake on sla_clock (wake_at) where wake_at is not null;
create index sla_clock_finished on sla_clock (met_at) where met_at is not null;
