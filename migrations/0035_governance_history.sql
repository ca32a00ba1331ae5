-- What was broken once stays readable after it is mended: how long it stood, and whether its duty holder was told.

create table governance_mended (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases on delete cascade,
  kind text not null check (kind in ('ownerless', 'stageless', 'no_next_step', 'absent_owner', 'silent')),
  since timestamptz not null,
  mended_at timestamptz not null,
  escalated_at timestamptz
);
create index governance_mended_at on governance_mended (mended_at desc, id desc);
create index governance_mended_case on governance_mended (case_id);

-- Gates that somebody passed unmet, newest first, however long the history grows.
create index event_overriding on event (at desc, id desc) where content ? 'override';

-- People are told of more than clocks: which kinds there are stands in the program, and the words beside the clock.
alter table notification drop constraint notification_kind_check;
update notification set content = jsonb_build_object(
  'clock', content - 'dueAt', 'said', null, 'dueAt', content -> 'dueAt');
