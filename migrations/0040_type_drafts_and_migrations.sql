-- A definition that is being edited is kept on the server, and running cases are taken along to a new version in batches.

create table case_type_draft (
  case_type_id uuid primary key references case_type,
  -- The published version that it began from.
  based_on int not null,
  definition jsonb not null,
  team_id uuid references team,
  saved_by uuid references person,
  saved_at timestamptz not null,
  version int not null default 1
);

create table case_type_migration (
  id uuid primary key,
  case_type_id uuid not null references case_type,
  to_version int not null,
  -- Old stage to new stage, old field to new field or to nothing.
  stages jsonb not null,
  fields jsonb not null,
  total int not null,
  done int not null default 0,
  -- Cases that stay on their version, each with the reason.
  refused jsonb not null default '[]',
  -- The last case that was looked at.
  reached uuid,
  begun_by uuid references person,
  begun_at timestamptz not null,
  finished_at timestamptz
);
create index case_type_migration_recent on case_type_migration (case_type_id, begun_at desc);
create unique index case_type_migration_running on case_type_migration (case_type_id) where finished_at is null;
