-- The calendar of the demo company goes with it.

alter table calendar add column demo boolean not null default false;
