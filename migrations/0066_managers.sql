-- Whom somebody reports to: an approval may ask the manager of the owner of a case or of whoever asks.
alter table person add column manager_id uuid references person on delete set null;
alter table person add constraint person_not_own_manager check (manager_id <> id);
create index person_manager on person (manager_id) where manager_id is not null;
