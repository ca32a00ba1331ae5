-- A side conversation within the house is nothing without those who were asked: it goes with a team or person that goes.

alter table side_conversation
  drop constraint side_conversation_team_id_fkey,
  drop constraint side_conversation_person_id_fkey,
  add constraint side_conversation_team_id_fkey foreign key (team_id) references team on delete cascade,
  add constraint side_conversation_person_id_fkey foreign key (person_id) references person on delete cascade;
