-- Every version of a calendar's hours stays, so that a clock is recomputed by the hours that held at the time.

create table calendar_version (
  calendar_id uuid not null references calendar,
  version int not null,
  definition jsonb not null,
  created_at timestamptz not null,
  created_by uuid references person,
  primary key (calendar_id, version)
);
insert into calendar_version (calendar_id, version, definition, created_at)
  select id, version, jsonb_build_object('timeZone', time_zone, 'weekly', weekly, 'holidays', holidays,
    'overrides', overrides), created_at from calendar;
