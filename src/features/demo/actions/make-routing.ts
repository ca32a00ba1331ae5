import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { weighAnew } from '../../cases/actions/weigh-anew.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import { listRules, saveRules } from '../../routing/actions/rules.ts'
import { redrawDraft } from '../../routing/actions/rules-draft.ts'
import { getWeights, saveWeights } from '../../routing/actions/weights.ts'
import type { DemoContact } from '../rules/company/contacts.ts'
import { type SkillKey, skills } from '../rules/company/people.ts'
import { arrivals, evenWeights, intakeRules, priorityWeights, withoutDemo } from '../rules/company/routing.ts'
import { MINUTE } from '../rules/timing.ts'
import type { WeightsLent } from '../store/lent.ts'
import * as store from '../store/routing.ts'
import type { Company } from './make-company.ts'

/** Norrvik's rules of intake, and what came in by them that nobody has yet. Answers with the ids of these cases. */
export async function makeRouting(
  retell: Retell,
  company: Company,
  contacts: readonly DemoContact[],
  now: Date,
): Promise<string[]> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  await retell(systemActor, before(90), (ctx) => makeRules(ctx, company))
  const ids: string[] = []
  for (const { subject, text, tongue, type, place, minutesAgo } of arrivals) {
    const able = contacts.filter((contact) => contact.tongue === tongue && contact.account !== 'Havnsund kommune')
    const contact = able[place % able.length]
    // A small company may have no customer who speaks so.
    if (!contact) continue
    const contactId = company.contactIds.get(contact.email)!
    const { answer } = await retell(systemActor, before(minutesAgo), async (ctx) => {
      const opened = await openCase(ctx, {
        ...{ subject, text, typeKey: type, contactId, language: tongue, channel: 'form' },
        ...{ opening: 'customer', receivedAt: ctx.now, demo: true },
      })
      await insertFirstMessage(ctx, opened, { text, from: 'customer', contactId })
      return opened.id
    })
    ids.push(answer)
  }
  return ids
}

/** After what the organisation has itself: what it sends somewhere goes there as before. */
async function makeRules(ctx: Context, { queueIds }: Company): Promise<void> {
  const { version, rules } = await listRules(ctx)
  const skillIds = await store.skillsNamed(
    ctx.db,
    Object.values(skills).map(({ name }) => name),
  )
  const idOf = (key: string) => skillIds.get(skills[key as SkillKey].name.toLowerCase())!
  await saveRules(ctx, {
    version,
    rules: [
      ...rules,
      ...intakeRules.map(({ queue, skills: asked, conditions, ...rule }) => ({
        ...rule,
        conditions: conditions.map((each) =>
          each.field === 'skill' ? { ...each, values: each.values.map(idOf) } : each,
        ),
        queueId: queueIds[queue],
        skills: asked.map(({ key, ...need }) => ({ ...need, id: idOf(key) })),
        disabled: false,
      })),
    ],
  })
}

/** How priorities weigh, unless the organisation has chosen that itself; answers with the version that says so. */
export async function lendWeights(ctx: Context): Promise<number | null> {
  const { percent, version } = await getWeights(ctx)
  if (!isDeepStrictEqual(percent, evenWeights)) return null
  return (await saveWeights(ctx, { percent: { ...priorityWeights }, version }, weighAnew)).version
}

/** Priorities weigh as before, unless somebody has chosen since, were it the same; where it is unsaid, by what they weigh. */
export async function takeWeightsBack(ctx: Context, lent: WeightsLent): Promise<void> {
  const { percent, version } = await getWeights(ctx)
  const theirs = lent === 'unsaid' ? isDeepStrictEqual(percent, priorityWeights) : version === lent
  if (theirs) await saveWeights(ctx, { percent: { ...evenWeights }, version }, weighAnew)
}

/** Norrvik's rules go; a rule of the organisation that led into its queues leads to where its cases go. */
export async function removeRules(ctx: Context, placeId: string | null): Promise<void> {
  const queueIds = await store.demoQueues(ctx.db)
  const wanted = withoutDemo((await listRules(ctx)).rules, queueIds, placeId)
  await store.forgetVersions(
    ctx.db,
    intakeRules.map(({ id }) => id),
  )
  await saveRules(ctx, { version: (await listRules(ctx)).version, rules: wanted })
  await redrawDraft(ctx, (rules) => withoutDemo(rules, queueIds, placeId))
}
