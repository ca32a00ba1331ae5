-- Whoever is named for the next step of somebody else's case, and whoever has a resolved case on which it is our move
-- again, is asked for it first thing; both are few among many.
create index cases_steps_of_others on cases (next_step_person_id)
  where next_step_person_id is distinct from owner_id and next_step_whose = 'us'
    and status in ('new', 'open', 'pending', 'on_hold');
create index cases_resolved_ours on cases (owner_id) where status = 'resolved' and next_step_whose = 'us';
