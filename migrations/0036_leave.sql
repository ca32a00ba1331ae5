-- Planned leave: who is away from when until when, who stands in, and what is to become of their work meanwhile.
-- Working hours of one person, where they differ from those of their team.

create table leave (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  kind text not null check (kind in ('vacation', 'illness', 'parental', 'training', 'other')),
  note text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  rule text not null check (rule in ('all', 'what_moves', 'watch')),
  deputy_id uuid references person on delete set null,
  begun_at timestamptz,
  ended_at timestamptz,
  ended_because text,
  cancelled_at timestamptz,
  created_at timestamptz not null,
  created_by uuid references person on delete set null,
  version int not null default 1,
  check (ends_at >= starts_at),
  check (ended_at is null or begun_at is not null),
  check (cancelled_at is null or begun_at is null)
);
create index leave_person on leave (person_id, starts_at);
create index leave_deputy on leave (deputy_id) where deputy_id is not null;
create index leave_to_begin on leave (starts_at) where begun_at is null and cancelled_at is null;
create index leave_to_end on leave (ends_at) where begun_at is not null and ended_at is null;

create table working_hours (
  person_id uuid primary key references person on delete cascade,
  calendar_id uuid not null references calendar,
  set_at timestamptz not null,
  set_by uuid references person on delete set null
);
create index working_hours_calendar on working_hours (calendar_id);
