-- What becomes of somebody's cases and tasks while they are on leave: what was chosen beforehand, what was decided when it
-- began, where each went with which brief, and what came back.

create table hand_over (
  id uuid primary key,
  leave_id uuid not null references leave on delete cascade,
  case_id uuid not null references cases on delete cascade,
  task_id uuid references task on delete cascade,
  -- Where somebody wants something else than the rule says.
  chosen text check (chosen in ('deputy', 'queue', 'stay')),
  brief text,
  brief_by uuid references person on delete set null,
  goes text check (goes in ('deputy', 'queue', 'stay')),
  because text,
  decided_at timestamptz,
  moved_at timestamptz,
  moved_to_id uuid references person on delete set null,
  -- Who keeps an eye on what stays, and did not before.
  watched_by uuid references person on delete set null,
  -- Why it could not be moved.
  problem text,
  returned_at timestamptz,
  kept_because text,
  meanwhile text,
  unique nulls not distinct (leave_id, case_id, task_id)
);
create index hand_over_case on hand_over (case_id);
create index hand_over_task on hand_over (task_id) where task_id is not null;
create index hand_over_to_move on hand_over (leave_id)
  where goes in ('deputy', 'queue') and moved_at is null and problem is null;
create index hand_over_to_return on hand_over (leave_id)
  where moved_at is not null and returned_at is null and kept_because is null;

alter table leave add column handed_over_at timestamptz;
alter table leave add column given_back_at timestamptz;
