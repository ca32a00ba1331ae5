-- When somebody was last given a case stands apart from what they are: whoever decides about people, such as who leaves, holds their
-- rows, and no case waits for that.
create table last_assigned (
  person_id uuid primary key references person on delete cascade,
  at timestamptz not null
);
insert into last_assigned (person_id, at) select id, last_assigned_at from person where last_assigned_at is not null;
alter table person drop column last_assigned_at;
