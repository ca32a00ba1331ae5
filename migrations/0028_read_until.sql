-- How far the timeline of a case was read stands beside its facts: time that passes does not write them anew.

alter table sla_case add column read_until timestamptz;
