-- Holidays come from country lists and iCalendar as well as by hand, have names, and are kept by source; each version of a
-- calendar knows by which rules of its time zone it was counted.

alter table calendar add column names jsonb not null default '{}';

create table calendar_source (
  id uuid primary key,
  calendar_id uuid not null references calendar,
  kind text not null check (kind in ('country', 'file', 'address')),
  -- Of a country: country, state, region. Of a file: its name. Of an address: the address.
  settings jsonb not null,
  -- What was read last: [{ date, name, key }], and the text it was read from where that is iCalendar.
  days jsonb not null default '[]',
  body text,
  -- What to know about the last reading, as sentences.
  notes jsonb not null default '[]',
  -- By key of a holiday, or by date: whether it closes, where somebody said so.
  switched jsonb not null default '{}',
  etag text,
  last_modified text,
  tried_at timestamptz,
  read_at timestamptz,
  failures int not null default 0,
  problem text,
  next_try_at timestamptz,
  created_at timestamptz not null,
  created_by uuid references person
);
create index calendar_source_calendar on calendar_source (calendar_id);
create index calendar_source_next_try on calendar_source (next_try_at) where next_try_at is not null;

-- The rules of a time zone as they were when calendars were counted by them; a revision per change of the zone data.
create table zone_rules (
  time_zone text not null,
  revision int not null,
  -- The release of the IANA data that the program ran on when it first saw these rules, such as 2026c.
  zone_data text not null,
  -- [[epoch seconds, offset in seconds from then on], …]
  transitions jsonb not null,
  known_since timestamptz not null,
  primary key (time_zone, revision)
);
-- Null for versions from before zones were kept, until the program starts for the first time after this.
alter table calendar_version add column zone_revision int;
