-- Whoever is to do a task may be reminded of it again and again until it is done.

alter table task add column remind_every_hours int check (remind_every_hours between 1 and 2000);
create index task_to_remind on task (remind_at)
  where remind_every_hours is not null and promise is null and done_at is null and cancelled_at is null;
