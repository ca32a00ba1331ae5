-- A refused mail stands in the ledger too, with its envelope and its cause, but without its bytes.

alter table inbound_mail alter column raw_hash drop not null;
alter table inbound_mail add column client text;
alter table inbound_mail add constraint inbound_mail_has_bytes check (raw_hash is not null or fate = 'rejected');
create index inbound_mail_rejected on inbound_mail (received_at desc) where fate = 'rejected';
