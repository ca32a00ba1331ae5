-- Lists sort by what is due first with undated cases last: a page of fifty is read from this index, however many are open.
create index cases_open_due_order on cases (coalesce(due_at, 'infinity'::timestamptz), id)
  where status in ('new', 'open', 'pending', 'on_hold');
