-- The next steps of somebody who may do less are found without reading all open cases, whoever's move it is on them.
drop index cases_steps_of_others;
create index cases_steps_of_others on cases (next_step_person_id)
  where next_step_person_id is distinct from owner_id and status in ('new', 'open', 'pending', 'on_hold');
