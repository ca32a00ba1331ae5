-- A rejection without any comment is none either: a check whose outcome is unknown would have let it pass.
alter table approval_vote drop constraint rejection_has_a_comment;
alter table approval_vote add constraint rejection_has_a_comment
  check (decision is distinct from 'rejected' or coalesce(length(comment), 0) > 0);
