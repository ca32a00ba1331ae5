import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { rowsOf } from '../../cases/actions/rows-of.ts'
import { whatResolvingLacks } from '../../cases/actions/what-resolving-lacks.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { ClosingOutlook, problemsContract } from '../contract/problems.ts'
import { codeFor, saidOfEnding } from '../rules/closing.ts'
import * as store from '../store/closings.ts'
import { hiddenOpen } from '../store/updates.ts'

type Asked = InputOf<typeof problemsContract.previewClosing>['body']

/** So many gates are looked at before the button is pressed; all of them are when it is. */
const mostShown = 20

/** What resolving a problem like this would do to each of its incidents. Nothing is changed. */
export async function previewClosing(ctx: Context, ref: string, asked: Asked): Promise<ClosingOutlook> {
  ctx.require('cases.resolve')
  const problem = await loadToRead(ctx, ref)
  const { closure } = await definitionOf(ctx, problem.type_id, problem.type_version)
  const code = closure.codes.find(({ key }) => key === asked.code) ?? null
  const open = await store.openIncidents(ctx.db, ctx.actor, problem.id)
  const types = new Map<string, ClosingOutlook['types'][number]>()
  const codes = new Map<string, string | null>()
  for (const { id, typeId, typeVersion } of open) {
    const definition = await definitionOf(ctx, typeId, typeVersion)
    codes.set(id, codeFor(typeId, definition.closure.codes, code, asked.codes))
    const known = types.get(typeId)
    if (known) known.incidents++
    else
      types.set(typeId, {
        id: typeId,
        name: definition.name,
        incidents: 1,
        codes: definition.closure.codes,
        code: codes.get(id) ?? null,
      })
  }
  const shown = open.slice(0, mostShown).map(({ id }) => id)
  const rows = await rowsOf(ctx, shown)
  const { summary, rootCause } = saidOfEnding(problem.restricted, {
    summary: asked.summary ?? '',
    root_cause: asked.rootCause ?? null,
    incident_summary: asked.incidentSummary ?? null,
  })
  const said = { summary: summary || null, rootCause: rootCause ?? null }
  const resolutions = new Map(rows.map(({ id }) => [id, { ...said, code: codes.get(id) ?? null }]))
  const lacking = await whatResolvingLacks(ctx, resolutions)
  return {
    types: [...types.values()],
    items: rows.map(({ id, number, subject, owner }) => ({
      case: { id, number, subject },
      owner,
      missing: lacking.get(id) ?? [],
    })),
    more: open.length - shown.length,
    hidden: await hiddenOpen(ctx.db, ctx.actor, problem.id),
  }
}
