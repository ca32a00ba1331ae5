import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pullQueue } from '../src/features/cases/actions/pull-queue.ts'
import type { CandidateFacts, RoutingFacts } from '../src/features/routing/rules/facts.ts'
import { route } from '../src/features/routing/rules/route.ts'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { currentInstant, stopwatch } from '../src/platform/time.ts'
import { openProgram } from '../src/program.ts'
import { environmentOf, prepare } from './data-set.ts'
import type { machine } from './report.ts'

export interface RoutingReport {
  candidates: number
  decisionsPerSecond: number
  waiting: number
  people: number
  given: number
  seconds: number
}

/** Decisions of the pure function on one core, and how long a thousand waiting cases take once ten people come online. */
export async function measureRouting(quick: boolean, say: (line: string) => void): Promise<RoutingReport> {
  const candidates = 100
  const decisionsPerSecond = decisionsIn(quick ? 20_000 : 300_000, candidates)
  say(`${Math.round(decisionsPerSecond).toLocaleString('en')} decisions a second with ${candidates} candidates`)
  const pulled = await pull(say)
  say(
    `${pulled.given} of ${pulled.waiting} waiting cases given to ${pulled.people} people in ${pulled.seconds.toFixed(2)} s`,
  )
  return { candidates, decisionsPerSecond, ...pulled }
}

function decisionsIn(rounds: number, count: number): number {
  const now = Date.parse('2026-11-19T12:00:00Z')
  const skills = ['a', 'b', 'c', 'd', 'e']
  const people = Array.from(
    { length: count },
    (_, n): CandidateFacts => ({
      id: `person ${n}`,
      name: `Person ${n}`,
      step: n % 10 === 0 ? 1 : 0,
      assignable: n % 17 !== 0,
      status: n % 5 === 0 ? 'away' : 'online',
      absent: n % 11 === 0 ? 'on leave' : null,
      backAt: null,
      load: (n * 7) % 20,
      capacity: 20,
      skills: skills.slice(n % 3).map((id) => ({ id, level: 1 + (n % 5), until: null, expired: n % 13 === 0 })),
      lastAssignedAt: new Date(now - n * 1000),
    }),
  )
  const queue: RoutingFacts['queue'] = {
    ...{ id: 'q', name: 'Queue', method: 'spare_number', mode: 'push', relaxMinutes: 15, fallbackMinutes: 30 },
    hours: null,
    fallbackTeams: [{ id: 't', name: 'Second line' }],
    dutyHolder: { id: 'd', name: 'Duty' },
  }
  const subjects = Array.from({ length: 64 }, (_, n): RoutingFacts['case'] => ({
    weight: 1 + (n % 3),
    skills: [
      { id: skills[n % 5]!, name: 'One', level: 2, need: 'required', because: '' },
      { id: skills[(n + 2) % 5]!, name: 'Other', level: 1, need: 'welcome', because: '' },
    ],
    waitingSince: now,
    dutyAt: now + 3_600_000,
    sticky: [],
    declined: new Map(n % 4 === 0 ? [['person 7', 'declined' as const]] : []),
    seenBy: null,
  }))
  const decide = (times: number) => {
    let owned = 0
    for (let n = 0; n < times; n++)
      if (route({ queue, case: subjects[n & 63]!, candidates: people }, now).owner) owned++
    return owned
  }
  decide(Math.ceil(rounds / 10))
  const begun = stopwatch()
  decide(rounds)
  return (rounds / (stopwatch() - begun)) * 1000
}

async function pull(say: (line: string) => void): Promise<Omit<RoutingReport, 'candidates' | 'decisionsPerSecond'>> {
  const data = await prepare(1000, environmentOf(3118, 2618), say)
  const postgres = await openPostgres({ dataDir: data.config.dataDir, log: say })
  const program = await openProgram(data.config, postgres.url, 4)
  const { db } = program.runtime
  try {
    const { rows } = await sql<{ id: string; team: string }>`select id, team_id as team from queue
      order by (select count(*) from team_member where team_member.team_id = queue.team_id) desc limit 1`.execute(db)
    const { id, team } = rows[0]!
    await sql`update person set status = 'off', status_since = now()`.execute(db)
    await sql`insert into team_member (team_id, person_id) select ${team}, id from person
      where role in ('admin', 'manager', 'agent') and deactivated_at is null limit 10 on conflict do nothing`.execute(
      db,
    )
    await sql`update cases set owner_id = null, queue_id = ${id}, team_id = ${team}, status = 'open', resolved_at = null,
      closed_at = null, closes_at = null, imported = false, queued_at = now(), waiting_since = now(), routing_wake_at = now(),
      routing_due_at = now() + interval '1 hour' where merged_into_id is null`.execute(db)
    const counted = await sql<{
      waiting: number
      people: number
    }>`update person set status = 'online', away_until = null,
      capacity = 1000 where id in (select person_id from team_member where team_id = ${team} order by person_id limit 10)
      returning (select count(*)::int from cases where owner_id is null and queue_id = ${id}) as waiting`.execute(db)
    const begun = stopwatch()
    const given = await pullQueue(program.runtime, id, 'ten people came online')
    return {
      waiting: counted.rows[0]!.waiting,
      people: counted.rows.length,
      given,
      seconds: (stopwatch() - begun) / 1000,
    }
  } finally {
    await program.close()
    await postgres.close()
  }
}

export function writeRoutingReport(folder: string, on: ReturnType<typeof machine>, report: RoutingReport): string {
  mkdirSync(folder, { recursive: true })
  const day = currentInstant().toISOString().slice(0, 10)
  const path = join(folder, `${day}-routing.md`)
  const count = (n: number) => Math.round(n).toLocaleString('en')
  const text = `# Routing, ${day}

${on.processor}, ${on.cores} cores, ${on.memoryGigabytes} GB, Node ${on.node}; load average before the run ${on.loadBefore}.

| | |
|---|---|
| decisions with ${report.candidates} candidates, one core | ${count(report.decisionsPerSecond)} a second |
| ${count(report.waiting)} waiting cases, ${report.people} people come online | ${count(report.given)} given in ${report.seconds.toFixed(2)} s |
`
  writeFileSync(path, text)
  return path
}
