-- The rules of intake while they are drawn: one draft for the house, kept on the server as those of types are.
create table intake_rules_draft (
  only_one boolean primary key default true check (only_one),
  -- The published version that it began from.
  based_on int not null,
  rules jsonb not null,
  saved_by uuid references person,
  saved_at timestamptz not null,
  version int not null default 1
);
