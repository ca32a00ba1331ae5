-- The demo company can be told apart from everything real, and how far its loading or removal has come is seen by every process.

alter table sla_policy add column demo boolean not null default false;

-- Unlogged: after a crash nothing is under way any more.
create unlogged table demo_run (
  id boolean primary key default true check (id),
  state text not null check (state in ('loading', 'removing')),
  done int not null,
  total int not null,
  seen_at timestamptz not null
);
