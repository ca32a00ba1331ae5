import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { initialStage, pathOf } from '../../casetypes/rules/stages.ts'
import type { CaseRow } from '../contract/case-row.ts'
import type { CaseFilter } from '../contract/filter.ts'
import type { RiskCounts } from '../contract/risks.ts'
import type { Case, TimelineEntry } from '../contract.ts'
import {
  canEnter,
  closureRequirements,
  type GateFacts,
  isWorkedFromElsewhere,
  requirementsToEnter,
} from '../rules/gates.ts'
import { isOpen } from '../rules/lifecycle.ts'
import { caseNumberText } from '../rules/numbers.ts'
import { otherCaseOf, withoutOtherCase } from '../rules/other-cases.ts'
import { resolutionReaders } from '../rules/resolution-readers.ts'
import { type RowFacts, rowOf } from '../rules/rows.ts'
import { findCaseToShow } from '../store/details.ts'
import { countByRisk as byRisk, type CaseListRow, countCases as count, listCases as list } from '../store/list.ts'
import * as read from '../store/read.ts'
import { shownFields } from './fields.ts'
import { gateFactsOf, loadToRead } from './load.ts'

export async function listCases(
  ctx: Context,
  query: Partial<CaseFilter> & { limit: number; cursor?: string | undefined },
): Promise<{ items: CaseRow[]; nextCursor: string | null }> {
  ctx.require('cases.read')
  const { limit, cursor, ...filter } = query
  const rows = await list(ctx.db, ctx.actor, filter, { limit, cursor: cursorOf(cursor), now: ctx.now })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await Promise.all(page.map((row) => toRow(ctx, row))),
    nextCursor:
      rows.length > limit && last ? Buffer.from(JSON.stringify([last.order_key, last.id])).toString('base64url') : null,
  }
}

export async function toRow(ctx: Context, row: Omit<CaseListRow, 'order_key'>): Promise<CaseRow> {
  return rowOf(row as RowFacts, await definitionOf(ctx, row.type_id, row.type_version), ctx.now)
}

export async function countCases(ctx: Context, filter: Partial<CaseFilter>): Promise<number> {
  ctx.require('cases.read')
  return count(ctx.db, ctx.actor, filter, ctx.now)
}

export async function countByRisk(ctx: Context, filter: Partial<CaseFilter>): Promise<RiskCounts> {
  ctx.require('cases.read')
  return byRisk(ctx.db, ctx.actor, filter, ctx.now)
}

/** A cursor that nobody handed out is refused, not guessed at. */
function cursorOf(cursor: string | undefined): { key: string; id: string } | null {
  if (!cursor) return null
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]
    if (typeof key === 'string' && /^(infinity|(over )?[\d:. +-]+)$/.test(key) && /^[0-9a-f-]{36}$/.test(id))
      return { key, id }
  } catch {
    // Falls through to the refusal below.
  }
  throw new Refusal('malformed', { fields: [{ path: 'cursor', message: 'not a cursor of this list' }] })
}

export async function getCase(ctx: Context, ref: string): Promise<Case> {
  ctx.require('cases.read')
  const found = await findCaseToShow(ctx.db, ctx.actor, ref)
  if (!found) throw new Refusal('not_found', { what: 'case', id: ref })
  const { row, extras } = found
  const definition = await definitionOf(ctx, row.type_id, row.type_version)
  const facts = gateFactsOf(row, definition, { ...extras, ownerName: row.owner_name })
  const resolution = { code: row.resolution_code, summary: row.resolution_summary, rootCause: row.root_cause }
  const may = (right: string) => ctx.actor.rights.has('*') || ctx.actor.rights.has(right)
  const iso = (date: Date | null) => date?.toISOString() ?? null
  return {
    ...rowOf(row as RowFacts, definition, ctx.now),
    restrictedItself: row.restricted_itself,
    language: row.language,
    product: extras.product,
    asset: extras.asset,
    ...(await shownFields(ctx, definition, row.custom, row.id)),
    stageSince: row.stage_since.toISOString(),
    ownerSince: iso(row.owner_since),
    ownerBecause: extras.ownerBecause,
    stages: stagesOf(facts, definition, row.previous_stage, { visited: extras.visited, code: row.resolution_code }),
    closure: {
      codes: definition.closure.codes.map(({ key, label }) => ({ key, label })),
      rootCauseRequired: definition.closure.rootCauseRequired,
      askCustomer: definition.closure.askCustomer && row.parent_id === null,
      days: definition.confirmationDays,
      // One that was reopened may end another way this time: what each code asks for is shown.
      requirements: closureRequirements(facts, resolution, isOpen(row.status as Status) ? null : resolution.code),
      asked: row.asked,
      readers: resolutionReaders(extras.reading).map(({ name, email }) => ({ name: name || email, email })),
    },
    resolution: row.resolution_summary || row.resolution_code ? resolution : null,
    resolvedBy: extras.resolvedBy,
    closesAt: iso(row.closes_at),
    closedAt: iso(row.closed_at),
    confirmedAt: iso(row.confirmed_at),
    mailbox: extras.mailbox,
    replyTo: extras.replyTo,
    replyCc: extras.replyCc,
    watchers: extras.watchers,
    dutyHolder: extras.dutyHolder,
    firstResponseAt: iso(row.first_response_at),
    lastCustomerMessageAt: iso(row.last_customer_message_at),
    followUpOf: await linkTo(ctx, row.follow_up_of_id),
    proposedCase: await proposed(ctx, row.proposed_case_id),
    mergedInto: await linkTo(ctx, row.merged_into_id),
    messageCount: row.message_count,
    demo: row.demo,
    can: {
      work: may('cases.work') && row.status !== 'closed',
      resolve: may('cases.resolve') && isOpen(row.status as Status),
      note: may('cases.note') && row.merged_into_id === null,
      override: may('cases.override'),
    },
  }
}

/** Every stage with its gate, so that a screen shows what is missing before a button is pressed. */
function stagesOf(
  facts: GateFacts,
  definition: CaseTypeDefinition,
  previous: string | null,
  { visited, code }: { visited: readonly string[] | null; code: string | null },
): Case['stages'] {
  const path = pathOf(definition)
  const current = definition.stages.find((stage) => stage.key === facts.stage)
  const before = (stage: Stage) =>
    wasIn(stage.key) ? 'passed' : isWorkedFromElsewhere(facts, stage, code) ? 'worked' : 'skipped'
  const wasIn = (key: string) => visited === null || visited.includes(key) || key === initialStage(definition).key
  const here = path.findIndex((stage) => stage.key === (current?.aside ? previous : facts.stage))
  return definition.stages.map((stage) => {
    const at = path.indexOf(stage)
    const isHere = stage.key === facts.stage || (current?.aside === true && at >= 0 && at === here)
    return {
      key: stage.key,
      label: stage.label,
      customerLabel: stage.customerLabel,
      status: stage.status,
      aside: stage.aside,
      ...(isHere && stage.guidance && { guidance: stage.guidance }),
      state: isHere ? 'here' : at < 0 || at >= here ? 'to_come' : before(stage),
      allowed: isOpen(facts.status) && isOpen(stage.status) && stage.key !== facts.stage && canEnter(facts, stage).ok,
      requirements: isOpen(facts.status) && stage.key !== facts.stage ? requirementsToEnter(facts, stage) : [],
    }
  })
}

async function linkTo(ctx: Context, id: string | null): Promise<{ id: string; number: string } | null> {
  const linked = id ? await read.findCase(ctx.db, ctx.actor, id) : undefined
  return linked ? { id: linked.id, number: caseNumberText(linked.number) } : null
}

async function proposed(ctx: Context, id: string | null): Promise<Case['proposedCase']> {
  const linked = id ? await read.findCase(ctx.db, ctx.actor, id) : undefined
  return linked ? { id: linked.id, number: caseNumberText(linked.number), subject: linked.subject } : null
}

export async function getTimeline(
  ctx: Context,
  ref: string,
  query: { after?: string | undefined; limit: number },
): Promise<{ items: TimelineEntry[]; nextCursor: string | null }> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const rows = await read.timelineOf(ctx.db, record.id, query.after ? new Date(query.after) : undefined, query.limit)
  const page = rows.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq)
  const contentOf = (row: (typeof page)[number]) => row.content as Record<string, unknown> | null
  const named = page.flatMap((row) => otherCaseOf(row.name, contentOf(row)) ?? [])
  const seen = await read.seenOf(ctx.db, ctx.actor, named)
  return {
    items: page.map((row) => {
      const other = otherCaseOf(row.name, contentOf(row))
      const content = other && !seen.has(other) ? withoutOtherCase(row.name, contentOf(row)) : contentOf(row)
      return {
        id: row.id,
        at: row.at.toISOString(),
        name: row.name,
        actor: {
          kind: row.actorKind,
          id: row.actorId,
          name: row.actorName ?? (content?.by as string | undefined) ?? null,
        },
        causeId: row.causeId,
        content,
        messageId: (content?.messageId as string | undefined) ?? null,
      }
    }),
    nextCursor: rows.length >= query.limit ? (page.at(-1)?.at.toISOString() ?? null) : null,
  }
}
