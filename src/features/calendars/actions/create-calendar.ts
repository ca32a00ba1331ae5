import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { sourcesContract } from '../contract/sources.ts'
import type { Calendar } from '../contract.ts'
import { hoursWith, switchedAfter } from '../rules/holidays.ts'
import { insertSource } from '../store/sources.ts'
import * as store from '../store.ts'
import { settleNames } from './publish.ts'
import { askToRead, firstReading } from './sources.ts'

/**
 * Makes a calendar; the first one becomes the organisation's. Reads its sources, and answers with what then writes both:
 * their holidays close from the first version on. An address is read by a job, as when it is added later.
 */
export async function createCalendar(
  ctx: Context,
  { sources, ...asked }: InputOf<typeof sourcesContract.createCalendar>['body'],
): Promise<(ctx: Context) => Promise<Calendar>> {
  ctx.require('settings.edit')
  const read = await Promise.all(
    sources.map(async ({ source, switched }) => ({
      kind: source.kind,
      switched: switchedAfter({}, switched ?? {}),
      ...(await firstReading(source, asked.timeZone, ctx.now)),
    })),
  )
  const named = read.filter(({ kind }) => kind !== 'file').map(({ kind, settings }) => `${kind} ${settings.label}`)
  const twice = read.find(({ kind, settings }) => {
    const name = `${kind} ${settings.label}`
    return named.indexOf(name) !== named.lastIndexOf(name)
  })
  if (twice) throw new Refusal('already_exists', { because: `${twice.settings.label} is a source already` })
  return (writing) => write(writing, asked, read)
}

type Read = Awaited<ReturnType<typeof firstReading>> & Pick<Parameters<typeof insertSource>[1], 'kind' | 'switched'>

async function write(
  ctx: Context,
  asked: Omit<InputOf<typeof sourcesContract.createCalendar>['body'], 'sources'>,
  sources: readonly Read[],
): Promise<Calendar> {
  ctx.require('settings.edit')
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const isDefault = asked.isDefault === true || !(await store.hasDefault(ctx.db))
  const calendar = settleNames({ ...asked, isDefault, id: ctx.newId(), version: 1 })
  const { id, name } = calendar
  await store.insertCalendar(ctx.db, calendar, hoursWith(calendar, sources), by, ctx.now)
  for (const source of sources) {
    const sourceId = ctx.newId()
    await insertSource(ctx.db, { id: sourceId, calendarId: id, ...source }, by, ctx.now)
    if (source.kind === 'address') await askToRead(ctx, sourceId)
  }
  const from = sources.map(({ settings }) => settings.label)
  await ctx.record({
    name: 'calendar.created',
    content: {
      ...{ calendarId: id, calendar: name, isDefault, becameDefault: isDefault, changed: [] },
      ...(from.length > 0 && { sources: from }),
    },
  })
  ctx.changed({ kind: 'settings', id })
  return (await store.findCalendar(ctx.db, id))!
}
