-- A case is also escalated by rule: reopened again and again, written to us without an answer, important enough. A rule
-- is edited as versions, each of which stands in the audit; the levels have the names that the organisation gives them.

create table escalation_rule (
  id uuid primary key,
  version int not null default 1,
  name text not null check (length(name) between 1 and 80),
  definition jsonb not null,
  disabled_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table escalation_level (
  level int primary key check (level between 1 and 3),
  name text not null check (length(name) between 1 and 40)
);

alter table escalation drop constraint escalation_cause_check;
alter table escalation add constraint escalation_cause_check check (cause in ('hand', 'clock', 'rule'));
alter table escalation add column rule_id uuid references escalation_rule on delete set null;
alter table escalation add column rule_version int;
