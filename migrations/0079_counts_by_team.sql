-- Who may see a case depends on its team too: with the team beside the rest, counting what somebody may see reads this index alone.

drop index cases_open_counted;
create index cases_open_counted on cases (owner_id) include (id, status, priority, type_id, type_version, stage, weight, due_at,
  at_risk_at, breached_at, escalation_level, created_at, queue_id, routing_due_at, restricted, next_step_whose, next_step_due_at,
  last_public_reply_at, first_due_at, team_id)
  where status in ('new', 'open', 'pending', 'on_hold');
