-- Since when somebody who is asked is away and nobody was found to stand in: it is looked at again later, not each minute.
alter table approval add column unattended_at timestamptz;
