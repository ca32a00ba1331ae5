-- A closed team keeps its cases to itself: each is as restricted as if somebody had restricted it. `restricted` stays what every
-- query and rule asks for; `restricted_itself` is what people chose for the case, and holds when its team opens again. A case
-- that leaves a closed team goes on being restricted until somebody who may lifts it.

alter table team add column closed boolean not null default false;
alter table cases add column restricted_itself boolean not null default false;
update cases set restricted_itself = true where restricted;

create function restrict_by_team() returns trigger language plpgsql as $$
declare
  team_is_closed boolean;
begin
  if tg_op = 'INSERT' or new.restricted <> old.restricted then
    new.restricted_itself := new.restricted;
  elsif new.team_id <> old.team_id and old.restricted then
    new.restricted_itself := true;
  end if;
  -- Held until the end, so that a team that closes meanwhile misses no case.
  select closed into team_is_closed from team where id = new.team_id for share;
  new.restricted := new.restricted_itself or team_is_closed;
  return new;
end $$;
create trigger case_restricted_by_team before insert or update of restricted, team_id on cases
  for each row execute function restrict_by_team();
