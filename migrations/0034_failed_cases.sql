-- A change on its way to the open cases names those that it could not move.

alter table recomputation add column failed_cases uuid[] not null default '{}';
