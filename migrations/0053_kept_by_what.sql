-- A promise names the letter or call that kept it: what comes back keeps nothing.

alter table task add column kept_in uuid references message on delete set null;
create index task_kept_in on task (kept_in) where kept_in is not null;
