-- A case is escalated by hand or by a clock; each time is a row with who, why and to whom. The level on the case is the
-- highest of what people and clocks say; what somebody took back stays back until a clock goes beyond it.

create table escalation (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  level int not null check (level between 1 and 9),
  cause text not null check (cause in ('hand', 'clock')),
  reason text not null,
  at timestamptz not null,
  by_id uuid references person on delete set null,
  to_person_id uuid references person on delete set null,
  to_team_id uuid references team on delete set null,
  handed_over boolean not null default false,
  help_due_at timestamptz,
  -- Of a clock: it lasts as long as the clock does.
  clock_id uuid,
  acknowledged_at timestamptz,
  acknowledged_by uuid references person on delete set null,
  ended_at timestamptz,
  ended_by uuid references person on delete set null,
  ended_because text
);
create index escalation_case on escalation (case_id, at desc);
create index escalation_open on escalation (case_id) where ended_at is null;

alter table cases add column clock_level int not null default 0;
alter table cases add column hand_level int not null default 0;
alter table cases add column lowered_level int not null default 0;
update cases set clock_level = escalation_level where escalation_level > 0;
create index cases_escalated on cases (escalation_level desc, id)
  where escalation_level > 0 and status in ('new', 'open', 'pending', 'on_hold');

-- What clocks escalated before is listed too; which of them did stands on the timeline of the case.
insert into escalation (id, case_id, level, cause, reason, at)
select gen_random_uuid(), id, escalation_level, 'clock', 'A promise is late or at risk', coalesce(breached_at, updated_at)
from cases where escalation_level > 0 and status in ('new', 'open', 'pending', 'on_hold');
