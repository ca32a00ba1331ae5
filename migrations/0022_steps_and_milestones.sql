-- Warnings and escalation levels of a clock, clocks of milestones, what people are told, and what a replay found.

-- Any number of milestones stand beside the metrics; empty for every other clock.
alter table sla_clock add column milestone text not null default '';
alter table sla_clock drop constraint sla_clock_case_id_metric_cycle_key;
alter table sla_clock add unique (case_id, metric, milestone, cycle);

-- What was kept by an older engine is laid out anew from its timeline before it is worked with.
alter table sla_case add column engine int not null default 1;
create index sla_case_older on sla_case (case_id) where engine < 2;

-- The highest level reached by a clock that still runs or waits.
alter table cases add column escalation_level int not null default 0;

create table notification (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  case_id uuid not null references cases on delete cascade,
  -- The entry of the timeline that it tells of; each person hears of it once.
  event_id uuid not null,
  kind text not null check (kind in ('clock_warned', 'clock_escalated')),
  content jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  -- Null where nobody asked for mail.
  mail text check (mail in ('queued', 'sent', 'kept', 'failed')),
  mail_error text,
  unique (event_id, person_id)
);
create index notification_person on notification (person_id, at desc, id);
create index notification_unread on notification (person_id) where read_at is null;
create index notification_case on notification (case_id);

create table clock_check (
  id uuid primary key,
  checked_at timestamptz not null,
  cases int not null,
  -- The cases whose stored clocks differ from a replay of their timeline, and in what.
  differences jsonb not null default '[]'
);
create index clock_check_at on clock_check (checked_at desc);
