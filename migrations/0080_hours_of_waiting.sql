-- How long a case may wait for somebody can count in opening hours instead of around the clock, queue by queue: nobody is
-- called at night for what came in after closing. Those of the team's calendar count, else of the organisation's.

alter table queue add column counts_in text not null default 'all_hours' check (counts_in in ('all_hours', 'open_hours'));
