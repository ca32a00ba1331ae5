-- Changes that move the clocks of many open cases run in batches; how far each has come is kept, so that people see it.

create table recomputation (
  id uuid primary key,
  because text not null check (because in ('policy_changed', 'calendar_changed', 'contract_changed')),
  -- What was changed, as it is called: a policy, a calendar, a team or a contract.
  about text not null,
  total int not null,
  done int not null default 0,
  -- Cases that could not be moved; they keep the clocks they had.
  failed int not null default 0,
  begun_at timestamptz not null,
  finished_at timestamptz
);
create index recomputation_recent on recomputation (begun_at desc);
