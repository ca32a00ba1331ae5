-- The secrets of two-step sign-in rest sealed by the key in the data folder: the database alone makes nobody's codes.
-- What was stored before is sealed by the program at its next start, because the key never comes here.

alter table person
  add column totp_sealed bytea,
  add constraint person_totp_stored_once check (totp_secret is null or totp_sealed is null);
