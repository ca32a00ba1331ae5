-- What a clock keeps is read and written whole with every step, so it stands as the text that it is: jsonb took it apart and
-- put it together each time. Lists are read from an index in just their order, also where thousands changed at one instant.
alter table sla_clock alter column detail drop default;
alter table sla_clock alter column detail type json using detail::json;
alter table sla_clock alter column detail set default '{}';
alter table sla_case alter column facts type json using facts::json;

-- Read backwards, these give the newest first and settle ties by id as lists do.
drop index cases_open_updated;
drop index cases_open_created;
drop index cases_updated;
drop index cases_created;
create index cases_open_updated on cases (updated_at, id) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_open_created on cases (created_at, id) where status in ('new', 'open', 'pending', 'on_hold');
create index cases_updated on cases (updated_at, id);
create index cases_created on cases (created_at, id);

-- The first screen counts what is escalated too; without that it read all open cases beside their index.
drop index cases_open_counted;
create index cases_open_counted on cases (owner_id) include (id, status, priority, type_id, type_version, stage, weight, due_at,
  at_risk_at, breached_at, escalation_level, created_at, queue_id, routing_due_at, restricted, next_step_whose, next_step_due_at,
  last_public_reply_at)
  where status in ('new', 'open', 'pending', 'on_hold');

-- Each entry of a timeline moves the head of its chain: with room beside it no index has to follow.
alter table event_chain set (fillfactor = 70);
