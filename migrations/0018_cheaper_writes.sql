-- A new case costs less: its search words are gathered before they join the index, and loads are summed from an index of their own.

-- Searches read what is gathered as well; it joins the index before it is large enough to be felt.
alter index case_search_words set (fastupdate = on, gin_pending_list_limit = 512);

-- Routing sums the weights of each member's new and open cases, without touching the cases themselves.
create index cases_load on cases (owner_id, weight) where status in ('new', 'open');
