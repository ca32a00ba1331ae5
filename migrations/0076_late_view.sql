-- The view that everybody finds is called by what it shows: what is late, whatever was due.
update saved_view set name = 'Late' where owner_id is null and team_id is null and name = 'Overdue'
  and filter->>'due' = 'overdue';
