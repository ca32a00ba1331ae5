-- A letter answers its customer once a mail server took it. What never left answers nobody, and says since when; what left
-- later than it was released counts from then on.
alter table message
  add column uncounted_since timestamptz,
  add column counts_from timestamptz;

update message set uncounted_since = coalesce(released_at, created_at)
  where direction = 'out' and delivery = 'failed';

create index message_kept on message (case_id) where delivery = 'kept';
