-- A batch that is worked twice, because the program ended between its commit and its tick, counts and goes on once.

alter table recomputation add column reached uuid;
