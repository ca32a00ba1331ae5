-- One Message-ID makes one message; the same id over another text is another mail, kept and flagged beside the first.

drop index inbound_mail_one_message;
create unique index inbound_mail_one_message on inbound_mail (message_id, body_hash)
  where message_id is not null and fate not in ('pending', 'duplicate', 'rejected', 'failed');

-- Answers quote Message-IDs in any case.
create index message_message_id_lower on message (lower(message_id)) where message_id is not null;
