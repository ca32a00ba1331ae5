-- A service-level policy while it is drawn is kept on the server, as rules and types are: one draft for each, one for a new one.
create table sla_policy_draft (
  -- Null: of a new policy.
  policy_id uuid references sla_policy,
  -- The published version that it began from; 0 where there is none.
  based_on int not null,
  definition jsonb not null,
  saved_by uuid references person,
  saved_at timestamptz not null,
  version int not null default 1,
  unique nulls not distinct (policy_id)
);
