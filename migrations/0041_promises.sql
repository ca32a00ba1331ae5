-- What was promised to a customer is a task with a date of its own, a reminder, and a record of whether it was kept.

alter table task add column promise text check (promise in ('call', 'write', 'other'));
alter table task add column promise_said text check (length(promise_said) between 1 and 500);
alter table task add column promised_by uuid references person;
-- The reply or call in which it was given; taken back with it.
alter table task add column promised_in uuid references message on delete set null;
alter table task add column remind_at timestamptz;
alter table task add column reminded_at timestamptz;
alter table task add column broken_at timestamptz;
alter table task add constraint a_promise_has_a_date
  check (promise is null or (due_at is not null and promise_said is not null and kind = 'task'));

-- What is looked for every minute: reminders, and promises that nobody kept.
create index task_promise_to_remind on task (remind_at)
  where promise is not null and reminded_at is null and done_at is null and cancelled_at is null;
create index task_promise_to_keep on task (due_at)
  where promise is not null and broken_at is null and done_at is null and cancelled_at is null;
-- What became of them, the newest first.
create index task_promise_due on task (due_at desc, id desc) where promise is not null and cancelled_at is null;
create index task_promised_in on task (promised_in) where promised_in is not null;
