-- People are told when a service contract runs short, so a notice can be about a contract too.
alter table notification add column contract_id uuid references service_contract on delete cascade;
alter table notification drop constraint notification_check;
alter table notification add check (num_nonnulls(case_id, mailbox_id, contract_id) = 1);
create index notification_contract on notification (contract_id) where contract_id is not null;
