-- What is written to a side conversation is kept like any other draft: one for each, and one for a new one.

alter table draft drop constraint draft_kind_check;
alter table draft add constraint draft_kind_check
  check (kind in ('reply', 'note', 'call', 'task', 'resolution') or kind ~ '^side(:[0-9a-f-]{36})?$');
