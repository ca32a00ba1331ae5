-- What people choose for a case of a closed team counts as well: merging a case that was restricted for itself into it, or
-- restricting it by hand, changes `restricted_itself` alone, and undoing that has to ask the team again.

drop trigger case_restricted_by_team on cases;
create trigger case_restricted_by_team before insert or update of restricted, restricted_itself, team_id on cases
  for each row execute function restrict_by_team();
