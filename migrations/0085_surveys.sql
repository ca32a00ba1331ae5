-- What customers were asked after a resolution, and what they said. What stood on the case then is frozen with it: later
-- changes of type, team, owner or account leave it as it was.

create table survey (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  contact_id uuid references contact on delete set null,
  kind text not null check (kind in ('csat', 'ces', 'nps')),
  resolved_at timestamptz not null,
  type_id uuid not null references case_type on delete cascade,
  type_version int not null,
  team_id uuid references team on delete set null,
  owner_id uuid references person on delete set null,
  sla_outcome text not null check (sla_outcome in ('met', 'late', 'none')),
  channel text not null,
  tier text,
  not_again_days int not null check (not_again_days >= 0),
  due_at timestamptz not null,
  asked_at timestamptz,
  -- To whom the letter went, in lower case.
  email text,
  message_id uuid references message on delete set null,
  not_asked_because text,
  score int,
  words text,
  answered_at timestamptz,
  -- A case that is resolved again is another question.
  unique (case_id, resolved_at),
  check (asked_at is null or not_asked_because is null),
  check ((asked_at is null) = (email is null)),
  check ((score is null) = (answered_at is null)),
  check (words is null or score is not null),
  check (score is null or asked_at is not null),
  check (score is null or case kind when 'csat' then score between 1 and 5
    when 'ces' then score between 1 and 7 else score between 0 and 10 end)
);
create index survey_due on survey (due_at) where asked_at is null and not_asked_because is null;
create index survey_asked on survey (asked_at) where asked_at is not null;
create index survey_answered on survey (answered_at, id) where answered_at is not null;
create index survey_contact on survey (contact_id, asked_at);
create index survey_email on survey (email, asked_at);

-- One answer, and it stands.
create function keep_survey_answer() returns trigger language plpgsql as $$
begin
  if (new.score, new.answered_at) is distinct from (old.score, old.answered_at) then
    raise exception 'an answer to a survey stands';
  end if;
  return new;
end $$;
create trigger survey_answer_stands before update on survey
  for each row when (old.answered_at is not null) execute function keep_survey_answer();
