-- A repeated request gets its first answer only while its actor still has the rights and the sight that it needed.

alter table idempotency_key add column needed jsonb not null default '{}';
