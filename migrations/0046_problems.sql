-- What goes from a problem to its incidents: an update to everybody, one row per customer, and the end of it, one row per
-- incident. Each row is taken once, in the transaction that does it, however often it is tried and by how many.

create table problem_update (
  id uuid primary key,
  problem_id uuid not null references cases on delete cascade,
  -- The note on the problem's own thread that holds what was written.
  message_id uuid not null references message on delete cascade,
  event_id uuid not null,
  author_id uuid not null references person,
  text text not null,
  -- The same in other languages, by their tag.
  in_languages jsonb not null,
  asked_at timestamptz not null,
  release_at timestamptz not null,
  stopped_at timestamptz,
  finished_at timestamptz
);
create index problem_update_problem on problem_update (problem_id, asked_at);

create table problem_update_recipient (
  update_id uuid not null references problem_update on delete cascade,
  email text not null check (email = lower(email)),
  name text not null,
  language text,
  contact_id uuid references contact on delete set null,
  case_id uuid not null references cases on delete cascade,
  written_at timestamptz,
  message_id uuid references message on delete set null,
  left_because text,
  primary key (update_id, email),
  check (written_at is null or left_because is null)
);
create unique index problem_update_contact on problem_update_recipient (update_id, contact_id);
create index problem_update_message on problem_update_recipient (message_id);
create index problem_update_case on problem_update_recipient (case_id);

create table problem_closing (
  id uuid primary key,
  problem_id uuid not null references cases on delete cascade,
  event_id uuid not null,
  -- Who resolved the problem, and resolves its incidents with the rights of that person; null for a program.
  person_id uuid references person,
  summary text not null,
  root_cause text,
  -- The code for the incidents of a type, by its id.
  codes jsonb not null,
  tell_customers boolean not null,
  begun_at timestamptz not null,
  finished_at timestamptz
);
create index problem_closing_problem on problem_closing (problem_id, begun_at);

create table problem_closing_case (
  closing_id uuid not null references problem_closing on delete cascade,
  case_id uuid not null references cases on delete cascade,
  code text,
  resolved_at timestamptz,
  left_because text,
  missing jsonb,
  primary key (closing_id, case_id),
  check (resolved_at is null or left_because is null)
);
create index problem_closing_case_case on problem_closing_case (case_id);
