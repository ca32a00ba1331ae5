import type { Tongue } from './company/account-rows.ts'
import { fill } from './letters.ts'
import type { Act, Move, PlannedCase } from './moves.ts'
import { type Fate, type Outline, partsFor, type World } from './outline.ts'
import { goldShare, promised } from './promises.ts'
import type { Talk, Work } from './stories/story.ts'
import { talkOf, workOf } from './stories/which.ts'
import { DAY, HOUR, MINUTE, openFrom, openingTimeAfter, openingTimeBefore, someTimeBetween, spread } from './timing.ts'

/** A move, and whether it follows the one before as an answer or stands where time lets it. */
type Step = Act & { answers?: true }

/** Lays out one case in time from what is known about its kind and how it ends. */
export function planCase(world: World, outline: Outline): PlannedCase {
  const { topic, fate, from, until, silenceHours, confirmationDays, gold, path, ...facts } = outline
  const parts = partsFor(world.dice, outline)
  const story = new StoryTeller(world, outline, parts)
  const moves = fate === 'ended' || fate === 'to_confirm' ? story.resolved() : story.open()
  return { ...facts, subject: fill(topic[0], parts), moves }
}

class StoryTeller {
  private readonly talk: Talk
  private readonly work: Work
  private readonly tongue: Tongue
  private readonly seconds: { first_response: number; next_response: number }
  private readonly world: World
  private readonly outline: Outline
  private readonly parts: Record<string, string>

  constructor(world: World, outline: Outline, parts: Record<string, string>) {
    this.world = world
    this.outline = outline
    this.parts = parts
    this.tongue = outline.tongue
    this.talk = talkOf(outline.type, this.tongue)
    this.work = workOf(outline.type)
    const share = outline.gold ? goldShare : 1
    const { first_response, next_response } = promised[outline.priority]
    this.seconds = { first_response: first_response * share, next_response: next_response * share }
  }

  /** From the first letter to the resolution, and what came after it. */
  resolved(): Move[] {
    const { from, until, fate, confirmationDays } = this.outline
    const { dice, now } = this.world
    const days = (until - from) / DAY
    const steps: Step[] = [this.opening(), this.firstAnswer(), ...this.middle(days > 1.5 ? (days > 6 ? 2 : 1) : 0)]
    steps.push(...this.stagesLeft())
    const reopened = fate === 'ended' && days > 3 && dice.chance(0.06)
    if (reopened)
      steps.push(this.reply(this.talk.last), this.resolves(), this.writes(this.talk.again), this.laterAnswer())
    steps.push(this.reply(this.talk.last), this.resolves())
    const moves = this.laidOut(steps, from, until)
    const at = moves.at(-1)!.at
    if (fate !== 'ended') return moves
    const closesAt = at + confirmationDays * DAY + MINUTE
    if (dice.chance(0.3)) moves.push({ act: 'thanks', at: at + dice.between(0.1, 0.4) * DAY })
    const yes = dice.chance(0.45) || closesAt >= now
    moves.push(yes ? { act: 'confirms', at: at + dice.between(0.45, 0.9) * DAY } : { act: 'lapses', at: closesAt })
    return moves
  }

  /** From the first letter to how it stands now. */
  open(): Move[] {
    const { fate, from, silenceHours } = this.outline
    const { now, dice, hours } = this.world
    if (fate === 'fresh') return [{ ...this.opening(), at: from }]
    if (fate === 'at_risk' || fate === 'overdue' || fate === 'wrote_again') {
      const lastWord = {
        overdue: dice.between(1.25, 1.9),
        at_risk: dice.between(0.78, 0.94),
        wrote_again: dice.between(0.02, 0.6),
      }
      const at = this.before(now, this.seconds.next_response * lastWord[fate])
      const earliest = now - silenceHours * HOUR * 0.9
      const answeredAt = Math.max(
        Math.min(from + (at - from) * 0.8, at - 20 * MINUTE),
        Math.min(earliest, at - 10 * MINUTE),
      )
      const begun = Math.min(from, answeredAt - 2 * HOUR)
      const moves = this.laidOut(
        [...this.soFar((answeredAt - begun) / DAY), this.reply(this.talk.later)],
        begun,
        answeredAt,
      )
      const before = Math.max(moves.at(-1)!.at + 5 * MINUTE, at)
      return [...moves, { ...this.writes(this.talk.nudges), at: Math.min(before, now - 2 * MINUTE) }]
    }
    const since = Math.max(from + 30 * MINUTE, now - silenceHours * HOUR * 0.8)
    const lastWordAt = someTimeBetween(hours, dice, Math.min(since, now - 30 * MINUTE), now - 20 * MINUTE)
    const last = this.lastOpenStep(fate)
    const moves = this.laidOut([...this.soFar((lastWordAt - from) / DAY), last], from, lastWordAt)
    if (fate !== 'answered') return moves
    const at = moves.at(-1)!.at + MINUTE
    const dueAt = openingTimeAfter(hours, now, dice.between(2, 30) * 3600)
    const plan = { act: 'plans', text: dice.pick(this.work.next), dueAt, at } as const
    if (dice.chance(0.3)) return [...moves, plan, ...this.promiseToCall(at + MINUTE)]
    if (!dice.chance(0.25)) return [...moves, plan]
    return [...moves, plan, { act: 'adds_task', title: dice.pick(this.work.next), dueAt, done: false, at: at + MINUTE }]
  }

  /** Half are still to be kept; most of the others were, and of a few nobody thought in time. */
  private promiseToCall(at: number): Move[] {
    const { dice, now, hours } = this.world
    const past = at + HOUR < now && dice.chance(0.5)
    const dueAt = past ? at + HOUR : openingTimeAfter(hours, now, dice.between(2, 20) * 3600)
    const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: hours.timeZone }).format(dueAt)
    const given: Move = { act: 'promises', said: `I will call you on ${day}.`, dueAt, at }
    if (!past || dice.chance(0.2)) return [given]
    const text = 'Told them how far we are, as promised.'
    return [given, { act: 'calls', text, seconds: 180, direction: 'out', at: at + HOUR / 2 }]
  }

  private lastOpenStep(fate: Fate): Step {
    const { dice, now, hours } = this.world
    const lookAgainAt = openFrom(hours, now + dice.between(0.4, 5) * DAY)
    if (fate === 'answered') return this.reply(this.talk.later)
    const [text, nextStep] = dice.pick(fate === 'waits_for_customer' ? this.talk.asks : this.talk.holds)
    const act = fate === 'waits_for_customer' ? 'asks' : 'holds'
    return { act, text: fill(text, this.parts), nextStep, lookAgainAt }
  }

  /** What happened before the last word in an open case of that age. */
  private soFar(days: number): Step[] {
    const opening = [this.opening(), this.firstAnswer()]
    if (days < 0.3) return opening
    const steps = [...opening, ...this.middle(days > 5 ? 2 : days > 1.5 ? 1 : 0)]
    const { path } = this.outline
    const further = days > 3 && path.length > 2 && this.world.dice.chance(0.6)
    return further ? [...steps, { act: 'advances', to: path[1]! }] : steps
  }

  /** The first stage after reception, and some rounds of work in it. */
  private middle(rounds: number): Step[] {
    const { dice } = this.world
    const steps: Step[] = [{ act: 'advances', to: this.outline.path[0]! }]
    for (let round = 0; round < rounds; round++) steps.push(...this.round(dice.between(0, 5)))
    return steps
  }

  private round(kind: number): Step[] {
    const { dice } = this.world
    const say = (list: readonly string[]) => fill(dice.pick(list), this.parts)
    if (kind < 1.4) {
      const [text, nextStep] = dice.pick(this.talk.asks)
      const asks = { act: 'asks', text: fill(text, this.parts), nextStep, lookAgainAt: 0 } as const
      return [asks, this.writes(this.talk.answers), this.laterAnswer()]
    }
    if (kind < 2.4) {
      const call = { act: 'calls', text: say(this.work.calls), seconds: Math.floor(dice.between(70, 900)) } as const
      return [
        { act: 'notes', text: say(this.work.notes), byLead: false },
        { ...call, direction: dice.chance(0.5) ? 'in' : 'out' },
      ]
    }
    if (kind < 3.1) {
      const [text, nextStep] = dice.pick(this.talk.holds)
      return [
        { act: 'holds', text: fill(text, this.parts), nextStep, lookAgainAt: 0 },
        { act: 'resumes' },
        this.reply(this.talk.later),
      ]
    }
    if (kind < 4.3)
      return [
        this.writes(this.talk.nudges),
        this.laterAnswer(),
        { act: 'notes', text: say(this.work.notes), byLead: dice.chance(0.3) },
      ]
    if (kind < 4.75)
      return [
        this.reply(this.talk.later),
        { act: 'away_mail' },
        { act: 'notes', text: say(this.work.notes), byLead: false },
      ]
    return [this.reply(this.talk.later), { act: 'bounces' }, this.reply(this.talk.later)]
  }

  private stagesLeft(): Step[] {
    const { path } = this.outline
    const kept = path.slice(1).filter((stage) => stage !== 'field_visit' || this.world.dice.chance(0.35))
    return kept.map((to) => ({ act: 'advances', to }))
  }

  private opening(): Step & { act: 'opens' } {
    return { act: 'opens', text: fill(this.outline.topic[2], this.parts) }
  }
  private firstAnswer = (): Step => ({ ...this.reply(this.talk.first), answers: true })
  private laterAnswer = (): Step => ({ ...this.reply(this.talk.later), answers: true })
  private reply(texts: readonly string[]): Step & { act: 'replies' } {
    return { act: 'replies', text: fill(this.world.dice.pick(texts), this.parts) }
  }
  private writes(texts: readonly string[]): Step & { act: 'writes' } {
    return { act: 'writes', text: fill(this.world.dice.pick(texts), this.parts) }
  }
  private resolves = (): Step => ({ act: 'resolves', ending: this.world.dice.pick(this.work.ends) })

  /** Instants for all steps: answers come in time, most of them; everything else is spread over the opening hours. */
  private laidOut(steps: readonly Step[], from: number, until: number): Move[] {
    const { hours, dice, now } = this.world
    const places = spread(hours, dice, from, until, steps.length)
    let last = from
    const moves = steps.map(({ answers, ...act }, i): Move => {
      const target = i === 1 ? this.seconds.first_response : this.seconds.next_response
      const share = dice.chance(0.06) ? dice.between(1.1, 1.6) : dice.between(0.06, 0.6)
      const inTime = answers ? this.after(last, target * share) : places[i]!
      const at = i === 0 ? from : i === steps.length - 1 ? until : Math.max(last + MINUTE, inTime)
      last = at
      return { ...act, at } as Move
    })
    // Nothing lies in the future, and the last one stands where it was meant to.
    let limit = Math.min(until, now - MINUTE)
    for (const move of moves.toReversed()) {
      move.at = Math.min(move.at, limit)
      limit = move.at - 30_000
    }
    for (const move of moves) {
      if ('lookAgainAt' in move && move.lookAgainAt === 0) move.lookAgainAt = openFrom(hours, move.at + 2 * DAY)
    }
    return moves
  }

  private before(instant: number, seconds: number): number {
    if (this.outline.priority === 'critical') return instant - seconds * 1000
    return openingTimeBefore(this.world.hours, instant, seconds)
  }
  private after(instant: number, seconds: number): number {
    if (this.outline.priority === 'critical') return instant + seconds * 1000
    return openingTimeAfter(this.world.hours, instant, seconds)
  }
}
