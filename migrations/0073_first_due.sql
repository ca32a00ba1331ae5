-- What is due first on a case, whatever it is: a clock, the next step, a task or a promise. Lists, boards, loads and numbers
-- go by this one instant, so it stands with the case; the first task's is kept true by triggers, whoever writes a task.

alter table cases add column task_due_at timestamptz;

create function first_task_due(of_case uuid) returns timestamptz language sql stable as $$
  select min(due_at) from task where case_id = of_case and kind = 'task' and due_at is not null and startable_at is not null
    and done_at is null and cancelled_at is null
$$;

create function tasks_added() returns trigger language plpgsql as $$
begin
  update cases set task_due_at = first_task_due(cases.id)
    where id in (select case_id from added where due_at is not null and kind = 'task') and task_due_at is distinct from first_task_due(cases.id);
  return null;
end $$;
create trigger tasks_added after insert on task referencing new table as added
  for each statement execute function tasks_added();

create function task_moved() returns trigger language plpgsql as $$
begin
  update cases set task_due_at = first_task_due(cases.id)
    where id in (old.case_id, new.case_id) and task_due_at is distinct from first_task_due(cases.id);
  return null;
end $$;
create trigger task_moved after update of due_at, done_at, cancelled_at, startable_at, case_id on task
  for each row when (old.due_at is not null or new.due_at is not null) execute function task_moved();

create function task_gone() returns trigger language plpgsql as $$
begin
  update cases set task_due_at = first_task_due(cases.id) where id = old.case_id and task_due_at is distinct from first_task_due(cases.id);
  return null;
end $$;
create trigger task_gone after delete on task for each row when (old.due_at is not null) execute function task_gone();

update cases set task_due_at = first_task_due(id) where status in ('new', 'open', 'pending', 'on_hold')
  and exists (select 1 from task where task.case_id = cases.id and task.due_at is not null);

alter table cases add column first_due_at timestamptz generated always as (least(due_at, next_step_due_at, task_due_at)) stored;

drop index cases_open_due;
drop index cases_open_due_order;
drop index cases_waiting_due;
drop index cases_next_step;
create index cases_open_first_due on cases (coalesce(first_due_at, 'infinity'::timestamptz), id)
  where status in ('new', 'open', 'pending', 'on_hold');
-- A board shows what waits in the order in which it is due, without reading through everything that is due before.
create index cases_waiting_first_due on cases (coalesce(first_due_at, 'infinity'::timestamptz), id)
  where status in ('pending', 'on_hold');

drop index cases_open_counted;
create index cases_open_counted on cases (owner_id) include (id, status, priority, type_id, type_version, stage, weight, due_at,
  at_risk_at, breached_at, escalation_level, created_at, queue_id, routing_due_at, restricted, next_step_whose, next_step_due_at,
  last_public_reply_at, first_due_at)
  where status in ('new', 'open', 'pending', 'on_hold');
