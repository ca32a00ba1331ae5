-- What the clocks of a case stand on, beside them: agreed terms, statuses, who said what when. One row per case.

create table sla_case (
  case_id uuid primary key references cases on delete cascade,
  -- Neither resolved nor closed: changes of policies and calendars reach these.
  live boolean not null,
  team_id uuid,
  policy_id uuid references sla_policy,
  calendar_ids uuid[] not null default '{}',
  facts jsonb not null
);
create index sla_case_live on sla_case (case_id) where live;
