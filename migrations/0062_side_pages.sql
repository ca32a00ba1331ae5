-- A supplier's mail is shown as it was sent, like a customer's. Kept beside the message: a thread is read without it.
create table side_message_page (
  side_message_id uuid primary key references side_message on delete cascade,
  -- Sanitised where the mail was read.
  html text not null,
  remote_pictures boolean not null
);
