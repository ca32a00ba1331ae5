-- A board shows what waits in the order in which it is due. Most of it has no clock that runs, so that it stands at the
-- end of all open cases; an index of its own spares reading through those, and costs nothing while a case is worked on.

create index cases_waiting_due on cases (coalesce(due_at, 'infinity'::timestamptz), id)
  where status in ('pending', 'on_hold');
