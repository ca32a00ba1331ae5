-- An invitation is mailed where mail can leave: what became of it stands beside its link, and its secret, sealed, only
-- as long as the mail waits.
create table invitation (
  id uuid primary key references link_token (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  mail text not null check (mail in ('none', 'waiting', 'sent', 'failed')),
  problem text,
  sealed bytea,
  told_at timestamptz not null,
  check (sealed is null or mail = 'waiting')
);
create index invitation_person on invitation (person_id);
