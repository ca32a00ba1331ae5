-- How the clocks stand that have not ended, paused ones too, is counted without reading all that ever ran.
drop index sla_clock_running;
create index sla_clock_live on sla_clock (case_id) where state in ('running', 'paused');
