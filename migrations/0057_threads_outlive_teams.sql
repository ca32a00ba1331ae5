-- What was said in a thread within the house stays on its case when the team or person that was asked goes: its party names
-- them. And what waits to leave is found without reading every message.

alter table side_conversation
  drop constraint side_conversation_check,
  add constraint side_conversation_asks_one check (num_nonnulls(team_id, person_id) <= case kind when 'internal' then 1 else 0 end),
  drop constraint side_conversation_team_id_fkey,
  drop constraint side_conversation_person_id_fkey,
  add constraint side_conversation_team_id_fkey foreign key (team_id) references team on delete set null,
  add constraint side_conversation_person_id_fkey foreign key (person_id) references person on delete set null;

create index side_message_waiting on side_message (delivery, id) where delivery in ('held', 'queued');
