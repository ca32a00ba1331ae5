import type { Context } from '../../../platform/context.ts'
import { changeCase } from '../../cases/actions/change-case.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { FieldValues } from '../../casetypes/contract/fields.ts'
import { fieldsToEnter, fieldsToResolve } from '../../casetypes/rules/fields.ts'
import { likelyValues } from '../rules/likely-values.ts'
import type { PlannedCase } from '../rules/moves.ts'
import * as store from '../store/loading.ts'

/** Writes into the form of a case what a stage asks for, or resolving where there is none. */
export async function fillFields(
  ctx: Context,
  caseId: string,
  { subject, moves }: PlannedCase,
  stage: string | null,
): Promise<void> {
  const { custom, version, ownerId, typeId, typeVersion, serial } = await store.caseFacts(ctx.db, caseId)
  const definition = await definitionOf(ctx, typeId, typeVersion)
  const wanted = (values: FieldValues) =>
    stage ? fieldsToEnter(definition, stage, values) : fieldsToResolve(definition, values)
  const words = moves.map((move) => ('text' in move ? move.text : '')).join('\n')
  const set = likelyValues(definition.fields, wanted, custom as FieldValues, {
    subject,
    words,
    serial,
    now: ctx.now,
    ownerId,
  })
  if (Object.keys(set).length > 0) await changeCase(ctx, caseId, { version, custom: set })
}
