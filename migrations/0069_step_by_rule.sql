-- A next step that nobody wrote follows what happens to its case; one that a person wrote stays until they change it.
alter table cases add column next_step_automatic boolean not null default false;
update cases set next_step_automatic = true where status in ('new', 'open')
  and next_step in ('Read it and answer', 'Answer the customer', 'Read why it was reopened and answer');
