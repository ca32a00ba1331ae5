-- Finding and counting: words without accents in every language, words by likeness, and the open cases in one small index.

-- The words of all subjects, each once: a word typed wrong is looked up here by likeness, then searched for as it is written.
create table search_word (word text primary key check (length(word) between 3 and 40));
create index search_word_like on search_word using gin (word gin_trgm_ops);

-- Everything that the first screen and the governance check count, so that they read this and not the cases themselves.
create index cases_open_counted on cases (owner_id) include (id, status, priority, type_id, type_version, stage, weight, due_at,
  at_risk_at, breached_at, created_at, queue_id, routing_due_at, restricted, next_step_whose, next_step_due_at, last_public_reply_at)
  where status in ('new', 'open', 'pending', 'on_hold');
create index sla_clock_running on sla_clock (case_id) where state = 'running';
