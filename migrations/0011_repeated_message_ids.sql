-- Ids of what we send are ours to keep apart; senders repeat theirs, and every mail that was kept shows its own.

drop index message_message_id;
create unique index message_message_id on message (message_id) where message_id is not null and direction = 'out';
create unique index message_inbound_mail on message (inbound_mail_id) where inbound_mail_id is not null;
