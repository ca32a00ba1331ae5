-- A status may hold until an instant, and be away by itself: who shows no sign of life on a screen for a while takes no new
-- work until they are back. What was chosen by hand stays as it was chosen; when somebody was active is not kept as history.

alter table person
  add column status_until timestamptz,
  add column status_automatic boolean not null default false,
  add column active_at timestamptz,
  add constraint person_idle_is_away check (not status_automatic or status = 'away');

-- Null: nobody is away by themselves.
alter table organisation add column idle_minutes int default 15 check (idle_minutes between 1 and 480);
