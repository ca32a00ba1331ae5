-- Cases that belong together: two that are related, one row per pair. What is of a parent or of a problem stands on the
-- case itself, which is neither its own parent nor its own problem.

create table case_relation (
  one_id uuid not null references cases on delete cascade,
  other_id uuid not null references cases on delete cascade,
  linked_at timestamptz not null,
  linked_by uuid references person,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
create index case_relation_other on case_relation (other_id);

alter table cases
  add constraint cases_not_own_parent check (parent_id <> id),
  add constraint cases_not_own_problem check (problem_id <> id);
create index cases_follow_up_of on cases (follow_up_of_id) where follow_up_of_id is not null;
