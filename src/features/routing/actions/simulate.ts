import type { Context } from '../../../platform/context.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { placesOf } from '../../cases/actions/expect-case.ts'
import { readableValues } from '../../cases/actions/fields.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { placeNewCase, typeOfNewCase } from '../../cases/actions/place-new-case.ts'
import { priorityByRule, skillsFor } from '../../cases/rules/intake.ts'
import { priorityAtIntake } from '../../cases/rules/lifecycle.ts'
import type { routingContract } from '../contract.ts'
import { keptOf } from '../rules/kept.ts'
import { route } from '../rules/route.ts'
import { weightOf } from '../rules/weight.ts'
import { type CaseHistory, historiesOf } from '../store/decisions.ts'
import { countedBy } from '../store/queues.ts'
import { pastCase, usualOf } from '../store/rules.ts'
import { preferred } from './decide-owner.ts'
import { type Asked, shownCandidate } from './explain.ts'
import { dutyInstant, membersFor, withHours } from './facts.ts'
import { requireKnown } from './rules.ts'

type Body = Asked<'simulate'>['body']
type Imagined = Body & Pick<CaseHistory, 'earlier'> & { restricted?: boolean }

/** Who would get a case at this moment, decided by what decides in earnest; nothing is kept. */
export async function simulate(ctx: Context, body: Body): Promise<ResultOf<(typeof routingContract)['simulate']>> {
  ctx.require('settings.read')
  if (body.rules) await requireKnown(ctx, body.rules)
  const asked: Imagined = body.case === undefined ? { ...body, earlier: null } : await asCase(ctx, body, body.case)
  const places = await placesOf(ctx, asked.contactId, asked.accountId)
  if (asked.contactId && !places.contact) throw new Refusal('not_found', { what: 'contact', id: asked.contactId })
  if (asked.accountId && !places.accountId) throw new Refusal('not_found', { what: 'account', id: asked.accountId })
  const type = await typeOfNewCase(ctx, asked, places)
  const { definition } = type
  const found = asked.priority
    ? { priority: asked.priority, because: 'chosen by hand' }
    : priorityAtIntake(`${asked.subject}\n${asked.text}`, definition.priority, places.contact?.vip ?? false)
  const { queue, rule, tried } = await placeNewCase(
    ctx,
    { ...asked, mailboxId: asked.mailboxId ?? undefined, usual: await usualFor(ctx, asked.mailboxId) },
    places,
    {
      type,
      priority: found.priority,
      // Whether a condition holds would tell what a field for leads holds.
      custom: body.case === undefined ? asked.custom : await readableValues(ctx, type, asked.custom),
      ...(asked.rules && { rules: asked.rules }),
    },
  )
  const { priority } = priorityByRule(found, rule, asked.priority !== undefined)
  const skills = skillsFor(places.skills, asked, { definition, rule, language: places.contact?.language ?? null })
  const weight = weightOf(definition.weight, priority, places.percent)
  const now = ctx.now.getTime()
  const members = await membersFor(ctx, queue.id)
  const facts = {
    queue: await withHours(ctx.db, queue),
    case: {
      weight,
      skills,
      waitingSince: now,
      dutyAt: (await dutyInstant(ctx.db, queue, ctx.now)).getTime(),
      sticky: preferred({ earlier: asked.earlier, named: places.namedAgent }),
      declined: new Map(),
      seenBy: queue.teamClosed || asked.restricted ? members.seesRestricted(queue.teamId, []) : null,
    },
    candidates: members.candidates,
  }
  const result = route(facts, now)
  const kept = keptOf(facts, result)
  return {
    type: { id: type.id, name: definition.name },
    priority,
    tried,
    rule: rule && { id: rule.id, name: rule.name, place: rule.place },
    queue: { id: queue.id, name: queue.name },
    mode: queue.mode,
    skills,
    weight,
    winner: result.owner && { id: result.owner.person.id, name: result.owner.person.name },
    because: kept.because,
    ahead: [...(kept.detail.ahead ?? [])],
    countsBy: await countedBy(ctx.db, queue.id),
    considered: kept.considered.map(shownCandidate),
  }
}

async function usualFor(ctx: Context, mailboxId: string | null | undefined) {
  const usual = mailboxId ? await usualOf(ctx.db, mailboxId) : undefined
  return { teamId: usual?.teamId ?? undefined, queueId: usual?.queueId ?? undefined }
}

/** As if an existing case came in now. */
async function asCase(ctx: Context, body: Body, ref: string): Promise<Imagined> {
  const { id } = await loadToRead(ctx, ref)
  const past = (await pastCase(ctx.db, ctx.actor, id))!
  const history = (await historiesOf(ctx.db, [id])).get(id)
  return {
    ...body,
    earlier: history?.earlier ?? null,
    subject: past.subject,
    text: past.text,
    typeId: past.typeId,
    // Mail has the priority of its words, unless a rule sets another.
    priority: past.channel === 'email' ? undefined : (past.priority as Priority),
    contactId: past.contactId,
    accountId: past.accountId,
    language: past.language,
    channel: past.channel as Body['channel'],
    mailboxId: past.mailboxId,
    productId: past.productId,
    tags: past.tags,
    custom: past.custom as Body['custom'],
    restricted: past.restricted,
  }
}
