-- What could not be done when it fell due in a queue (a duty holder to be told, an offer that nobody answered) is left alone
-- for a while and tried again, so that it neither keeps the program busy nor holds anything else up.
alter table cases add column duty_rests_until timestamptz;
alter table routing_offer add column rests_until timestamptz;
create index cases_duty_resting on cases (duty_rests_until) where duty_rests_until is not null;

-- Whose cases these are can be read from cases_open_counted as well; every change of a case spares one entry.
drop index cases_open_owner;
