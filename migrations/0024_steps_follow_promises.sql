-- A step that nobody dated is to be done by the first promise: when its type asks for it at the latest is kept beside it,
-- so that the date follows the clocks and goes back when the promise is kept. Null where a person named the date.
alter table cases add column next_step_latest_at timestamptz;
