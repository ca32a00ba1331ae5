-- What waits for somebody is counted on a screen, and a mailbox is compared with its own habit: neither reads the whole ledger.

create index inbound_mail_waiting on inbound_mail (fate) where fate in ('held', 'failed');
create index inbound_mail_mailbox on inbound_mail (mailbox_id, received_at desc);
