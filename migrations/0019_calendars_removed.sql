-- A calendar that nothing uses any more goes from the lists; its versions stay, because finished clocks were counted by them.

alter table calendar add column removed_at timestamptz;
alter table calendar add constraint calendar_default_is_there check (not (is_default and removed_at is not null));
