-- Tasks that wait for others of their stage, are done by whom their type names, and ask for words when they are ticked.
alter table task
  add column after text[] not null default '{}',
  add column evidence_required boolean not null default false,
  add column due_hours int,
  add column startable_at timestamptz;
-- What stood there before waited for nothing.
update task set startable_at = created_at;
create index task_open_team on task (team_id, due_at)
  where owner_id is null and done_at is null and cancelled_at is null and startable_at is not null and kind = 'task';
