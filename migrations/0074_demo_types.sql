-- A case type of the demo company goes with it.
alter table case_type add column demo boolean not null default false;
