-- How long a letter waits in which its writer can take it back: each person's own habit.
alter table person add column undo_seconds smallint not null default 10 check (undo_seconds between 0 and 60);
