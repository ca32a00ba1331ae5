import { accountId, contactId, counts, personId, queueId, teamId } from './house.ts'

/** Two years of cases, the newest last; young ones are mostly open, old ones rarely: about a tenth is open. */
const plan = `
  drop table if exists pg_temp.planned;
  create temp table planned as
  with aged as (
    select n, 1 - n::float8 / $3 as age, date_trunc('milliseconds', now()) as at from generate_series($1, $2) n),
  dated as (
    select *, date_trunc('milliseconds', at - interval '730 days' * age - interval '1 second') as created,
      pg_temp.pick(n, 1000) < case when age < 0.04 then 800 when age < 0.1 then 500 when age < 0.3 then 150 else 12 end as is_open,
      pg_temp.pick(n + 11, 100) as part, pg_temp.pick(n + 13, 1000) as chance, pg_temp.pick(n + 17, 100) as haste
    from aged),
  ended as (
    select *, date_trunc('milliseconds', greatest(created, case when is_open then at - interval '1 minute' * pg_temp.pick(n + 19, 3600)
        else least(at, created + interval '1 minute' * (30 + pg_temp.pick(n + 19, 14000))) end)) as last
    from dated)
  select *, pg_temp.id7(created, 7, n) as id,
    case when is_open then case when part < 3 then 'new' when part < 75 then 'open' when part < 95 then 'pending' else 'on_hold' end
      when last > at - interval '4 days' then 'resolved' else 'closed' end as status,
    case when chance < 60 then at - interval '1 minute' * (1 + pg_temp.pick(n + 23, 2880))
      when chance < 160 then at + interval '1 minute' * (10 + pg_temp.pick(n + 23, 240))
      else at + interval '1 minute' * (600 + pg_temp.pick(n + 23, 28000)) end as due,
    1 + pg_temp.pick(n + 29, ${counts.people}) as person, 1 + pg_temp.pick(n + 31, ${counts.contacts}) as contact,
    pg_temp.pick(n + 37, (select count(*)::int from pg_temp.kind)) as kind
  from ended`

const cases = `
  insert into cases (id, number, subject, type_id, type_version, stage, stage_since, status, priority, owner_id, owner_since, team_id,
    queue_id, queued_at, routing_due_at, account_id, contact_id, channel, language, tags, next_step, next_step_whose, next_step_due_at,
    due_at, due_metric, at_risk_at, breached_at, resolution_code, resolution_summary, resolved_at, first_resolved_at, resolved_by,
    closes_at, closed_at, first_response_at, last_customer_message_at, last_public_reply_at, message_count, restricted,
    created_at, updated_at)
  select p.id, 10000 + p.n,
    initcap(split_part(t.text, ' ', 1)) || ' ' || split_part(t.text, ' ', 2) || ' ' || split_part(t.text, ' ', 3) || ' '
      || split_part(t.text, ' ', 4) || case when p.n % 5000 = 7 then ' zirconium' else '' end,
    k.id, k.version,
    case p.status when 'new' then k.new when 'open' then k.open when 'pending' then k.pending when 'on_hold' then k.on_hold
      when 'resolved' then k.resolved else k.closed end,
    p.last, p.status,
    case when p.haste < 20 then 'low' when p.haste < 75 then 'medium' when p.haste < 95 then 'high' else 'critical' end,
    case when p.status <> 'new' then ${personId('p.person')} end, case when p.status <> 'new' then p.created end,
    ${teamId('1 + p.person % 4')}, ${queueId('1 + p.person % 4')},
    case when p.status = 'new' then p.created end, case when p.status = 'new' then p.at + interval '1 day' end,
    ${accountId(`1 + p.contact % ${counts.accounts}`)}, ${contactId('p.contact')},
    (array['email', 'email', 'email', 'form', 'phone', 'api'])[1 + p.n % 6], 'en',
    case when p.n % 9 = 0 then array['vip'] else '{}' end,
    case when p.is_open then 'Look at it again' end, case when p.is_open then 'us' end,
    case when p.is_open then p.at + interval '1 hour' * (1 + p.part) end,
    case when p.status in ('new', 'open') then p.due end, case when p.status in ('new', 'open') then 'resolution' end,
    case when p.status in ('new', 'open') then p.due - interval '8 hours' end,
    case when p.status in ('new', 'open') and p.due < p.at then p.due end,
    case when not p.is_open then 'solved' end, case when not p.is_open then 'Replaced the part and confirmed with the customer.' end,
    case when not p.is_open then p.last end, case when not p.is_open then p.last end,
    case when not p.is_open then ${personId('p.person')} end,
    case when p.status = 'resolved' then p.last + interval '4 days' end,
    case when p.status = 'closed' then p.last + interval '4 days' end,
    p.created + (p.last - p.created) / 9, p.created + (p.last - p.created) * 8 / 9, p.last, 10, p.n % 100 = 42, p.created, p.last
  from pg_temp.planned p join pg_temp.kind k on k.n = p.kind
  join pg_temp.paragraph t on t.n = pg_temp.pick(p.n + 41, 1000)
  where p.n between $1 and $2`

/** Ten each: the customer asks, we answer, the fourth is a note. */
const messages = `
  insert into message (id, case_id, kind, direction, public, author_id, contact_id, from_name, from_email, subject, text, visible_text,
    language, message_id, received_at, created_at, released_at, delivery, sent_at)
  select pg_temp.id7(said.at, 8, p.n::bigint * 16 + j), p.id, case when j = 4 then 'note' else 'email' end, said.direction, j <> 4,
    case when said.direction <> 'in' then ${personId('p.person')} end,
    case when said.direction = 'in' then ${contactId('p.contact')} end,
    case when said.direction = 'in' then 'Contact ' || p.contact else 'Person ' || p.person end,
    case when said.direction = 'in' then 'contact' || p.contact || '@account' || (1 + p.contact % ${counts.accounts}) || '.example'
      else 'support@bench.example' end,
    case when j <> 4 then 'Re: our order ' || p.n end, said.text, said.text, 'en',
    '<' || p.n || '.' || j || '@bench.example>', said.at, said.at, case when said.direction = 'out' then said.at end,
    case when said.direction = 'out' then 'sent' end, case when said.direction = 'out' then said.at end
  from pg_temp.planned p cross join generate_series(1, 10) j
  join pg_temp.paragraph a on a.n = pg_temp.pick(p.n::bigint * 16 + j, 1000)
  join pg_temp.paragraph b on b.n = pg_temp.pick(p.n::bigint * 16 + j + 500000000000, 1000)
  cross join lateral (select date_trunc('milliseconds', p.created + (p.last - p.created) * (j - 1) / 9) as at,
    case when j = 4 then 'internal' when j % 2 = 1 then 'in' else 'out' end as direction,
    case when j = 1 then 'Hello, this is about order ' || (700000 + p.n) || E'.\\n\\n' else '' end || a.text || E'\\n\\n' || b.text as text) said
  where p.n between $1 and $2`

const clocks = `
  insert into sla_clock (id, case_id, metric, state, target_seconds, started_at, due_at, at_risk_at, paused_at, met_at, breached_at,
    breach_noticed_at, wake_at)
  select pg_temp.id7(p.created, 9, p.n), p.id, 'resolution',
    case when not p.is_open then 'met' when p.status in ('new', 'open') then 'running' else 'paused' end, 864000, p.created,
    case when not p.is_open then p.created + interval '10 days' when p.status in ('new', 'open') then p.due end,
    case when p.status in ('new', 'open') then p.due - interval '8 hours' end,
    case when p.status in ('pending', 'on_hold') then p.last end, case when not p.is_open then p.last end,
    broken.at, broken.at, case when p.status in ('new', 'open') and p.due > p.at then p.due end
  from pg_temp.planned p cross join lateral (select case
    when p.status in ('new', 'open') and p.due < p.at then p.due
    when not p.is_open and p.last > p.created + interval '10 days' then p.created + interval '10 days' end as at) broken
  where p.n between $1 and $2
  union all
  select pg_temp.id7(p.created, 10, p.n), p.id, 'first_response', 'met', 14400, p.created, p.created + interval '4 hours', null, null,
    p.created + (p.last - p.created) / 9, case when p.last - p.created > interval '36 hours' then p.created + interval '4 hours' end,
    case when p.last - p.created > interval '36 hours' then p.created + interval '4 hours' end, null
  from pg_temp.planned p where p.n between $1 and $2`

/** Opened and, where it is so, resolved: two links of a chain that verifies. */
const events = `
  with said as (
    select p.*, '{"by":"Bench"}'::text as content, decode(md5(p.n::text), 'hex') as salt from pg_temp.planned p where p.n between $1 and $2),
  first as (
    select *, sha256(salt || content::bytea) as digest,
      sha256(decode(repeat('00', 32), 'hex') || convert_to(E'\\n1\\ncase.opened\\n' || pg_temp.iso(created) || E'\\n', 'utf8')
        || sha256(salt || content::bytea)) as hash from said),
  second as (
    select *, sha256(hash || convert_to(E'\\n2\\ncase.resolved\\n' || pg_temp.iso(last) || E'\\n', 'utf8') || digest) as next from first),
  written as (
    insert into event (id, chain_id, seq, case_id, name, at, actor_kind, content, salt, digest, hash)
    select pg_temp.id7(created, 11, n), id, 1, id, 'case.opened', created, 'system', content::jsonb, salt, digest, hash from second
    union all
    select pg_temp.id7(last, 12, n), id, 2, id, 'case.resolved', last, 'system', content::jsonb, salt, digest, next from second where not is_open)
  insert into event_chain select id, case when is_open then 1 else 2 end, case when is_open then hash else next end from second`

/** What makes the cases numbered `from` to `to` of `total`, in order; all three are whole numbers. */
export const caseStatements = (from: number, to: number, total: number): string[] =>
  [plan, cases, messages, clocks, events].map((text) =>
    text.replaceAll('$1', String(from)).replaceAll('$2', String(to)).replaceAll('$3', String(total)),
  )
