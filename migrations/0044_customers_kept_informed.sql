-- What customers were told by themselves: each stage once for each time that a case is opened, and words while nothing moved.

create table customer_word (
  id uuid primary key,
  case_id uuid not null references cases on delete cascade,
  kind text not null check (kind in ('stage', 'in_touch')),
  stage text,
  -- How often the case had been reopened.
  run int,
  -- Noted before its letter is written, in one transaction.
  message_id uuid not null references message on delete cascade deferrable initially deferred,
  at timestamptz not null,
  check ((kind = 'stage') = (stage is not null and run is not null)),
  unique (case_id, stage, run)
);
create index customer_word_case on customer_word (case_id, at);

-- Without a row an account is told everything.
create table account_letters (
  account_id uuid primary key references account on delete cascade,
  stages boolean not null,
  in_touch boolean not null
);
