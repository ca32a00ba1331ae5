import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import type { InputOf, ResultOf } from '../../../platform/endpoint.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { SurveyKind } from '../../casetypes/contract/surveys.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import { timeOf } from '../../sla/rules/attainment.ts'
import type { Survey, SurveyReport, SurveyTime, surveysContract } from '../contract.ts'
import { readingOf, reportOf } from '../rules.ts'
import * as store from '../store.ts'

/** What customers said, of cases that the reader may see. */
export async function surveyReport(ctx: Context, during: SurveyTime): Promise<SurveyReport> {
  ctx.require('reports.read')
  const span = timeOf(during, ctx.now.getTime(), await organisationZone(ctx.db))
  const [from, to] = [new Date(span.from), new Date(span.to)]
  const parts = await store.reportParts(ctx.db, ctx.actor, from, to)
  return { from: from.toISOString(), to: to.toISOString(), ...reportOf(parts) }
}

export async function listSurveys(
  ctx: Context,
  { limit, cursor, account, ...of }: InputOf<typeof surveysContract.listSurveys>['query'],
): Promise<ResultOf<typeof surveysContract.listSurveys>> {
  ctx.require('cases.read')
  const caseId = of.case === undefined ? null : (await loadToRead(ctx, of.case)).id
  const place = placeOf(z.tuple([z.iso.datetime(), z.uuid()]), cursor)
  const asked = { caseId, accountId: account ?? null, place, limit: limit + 1 }
  const found = await store.listSurveys(ctx.db, ctx.actor, asked)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: found.slice(0, limit).map(shown),
    nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null,
  }
}

function shown(row: Awaited<ReturnType<typeof store.listSurveys>>[number]): Survey {
  const kind = row.kind as SurveyKind
  return {
    id: row.id,
    case: { id: row.caseId, number: caseNumberText(row.number), subject: row.subject },
    contact: row.contactId && row.contactName !== null ? { id: row.contactId, name: row.contactName } : null,
    kind,
    dueAt: row.dueAt.toISOString(),
    askedAt: row.askedAt?.toISOString() ?? null,
    notAskedBecause: row.notAskedBecause as Survey['notAskedBecause'],
    answeredAt: row.answeredAt?.toISOString() ?? null,
    score: row.score,
    words: row.words,
    reading: row.score === null ? null : readingOf(kind, row.score),
  }
}
