-- What a merge took from one case into another, and how both stood before: it can be taken back at any time.

create table case_merge (
  id uuid primary key,
  source_id uuid not null references cases on delete cascade,
  survivor_id uuid not null references cases on delete cascade,
  merged_at timestamptz not null,
  merged_by uuid references person,
  -- Ids of the messages, files, tasks, drafts, watchers and cases that went along.
  taken jsonb not null,
  -- The columns of both cases that it wrote, as they were, and what it wrote into the survivor.
  stood jsonb not null,
  undone_at timestamptz,
  undone_by uuid references person
);
create unique index case_merge_standing on case_merge (source_id) where undone_at is null;
create index case_merge_survivor on case_merge (survivor_id);
create index cases_merged_into on cases (merged_into_id) where merged_into_id is not null;
