-- People are told of mailboxes that fail or fall silent, once while that lasts; what has healed is marked, and stays for a while.

alter table notification alter column case_id drop not null;
alter table notification add column mailbox_id uuid references mailbox on delete cascade;
alter table notification add check (num_nonnulls(case_id, mailbox_id) = 1);
-- When what it tells of was over, where nothing else says so.
alter table notification add column over_at timestamptz;
create index notification_mailbox on notification (mailbox_id) where mailbox_id is not null;
