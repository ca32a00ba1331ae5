-- Skills are a list of the house, not words on a person: each has the words of a message that ask for it, and who holds it
-- holds it at a level, perhaps until a date. Languages that stood as codes become skills with a name and that language.

create table skill (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  -- A case in this language asks for it.
  language text,
  words text[] not null default '{}',
  created_at timestamptz not null,
  demo boolean not null default false,
  version int not null default 1
);
create unique index skill_name on skill (lower(name));

create table person_skill (
  person_id uuid not null references person on delete cascade,
  skill_id uuid not null references skill on delete cascade,
  level int not null check (level between 1 and 5),
  -- The last day on which it counts.
  until date,
  set_at timestamptz not null,
  set_by uuid references person on delete set null,
  primary key (person_id, skill_id)
);
create index person_skill_holders on person_skill (skill_id);

create temporary table had on commit drop as
select person.id as person_id, person.demo, coalesce(known.name, trim(one.value->>'name')) as name, known.code as language,
  greatest(1, least(5, (one.value->>'level')::int)) as level
from person, jsonb_array_elements(person.skills) one
left join (values ('ar', 'Arabic'), ('cs', 'Czech'), ('da', 'Danish'), ('de', 'German'), ('en', 'English'),
  ('es', 'Spanish'), ('fi', 'Finnish'), ('fr', 'French'), ('it', 'Italian'), ('ja', 'Japanese'), ('nl', 'Dutch'),
  ('no', 'Norwegian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ru', 'Russian'), ('sv', 'Swedish'), ('tr', 'Turkish'),
  ('uk', 'Ukrainian'), ('zh', 'Chinese')) as known (code, name) on known.code = lower(trim(one.value->>'name'))
where trim(one.value->>'name') <> '';

insert into skill (id, name, language, created_at, demo)
select gen_random_uuid(), min(name), min(language), now(), bool_and(demo) from had group by lower(name);

insert into person_skill (person_id, skill_id, level, set_at)
select had.person_id, skill.id, max(had.level), now()
from had join skill on lower(skill.name) = lower(had.name) group by had.person_id, skill.id;

alter table person drop column skills;
