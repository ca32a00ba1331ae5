-- Cases that look alike and that somebody said are not the same: they are not offered again.

create table case_told_apart (
  one_id uuid not null references cases on delete cascade,
  other_id uuid not null references cases on delete cascade,
  told_at timestamptz not null,
  told_by uuid references person,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
create index case_told_apart_other on case_told_apart (other_id);
