import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'
import { aheadMark, besideMark, type GatheredRows, gatherMark } from './gathered.ts'

/** Texts that vary without end, such as lists of any length, must not fill the server's memory with plans. */
const mostNames = 400
const oftenEnough = 3

/** How often each text was asked, and the name it goes by once that is often enough. */
const asked = new Map<string, { times: number; name: string | null }>()
let names = 0

/**
 * A connection that prepares what it is asked again and again: PostgreSQL then parses and plans it once per connection.
 * After a change of the tables a prepared `select *` is refused (0A000); the connection then goes on without names.
 * In a transaction, what nobody waits for (`begin`, gathered rows, statements marked so) makes one trip with its next
 * question, which fails if any of that does.
 */
export class PreparingClient extends pg.Client {
  private prepares = true
  private inTransaction = false
  private gathered: GatheredRows | null = null
  private ahead: Promise<unknown>[] = []

  // biome-ignore lint/suspicious/noExplicitAny: pg declares a dozen ways to call it, all of which pass through
  override query(...args: any[]): any {
    const [text, values] = args
    if (text === gatherMark) {
      this.gathered = values[0]
      return Promise.resolve(nothing)
    }
    const ends = text === 'commit' || text === 'rollback'
    const rows = text === 'rollback' || begins(text, besideMark) ? null : this.gathered?.take()
    if (rows) this.sendAhead([rows.text, rows.values])
    if (text === 'begin' || (this.inTransaction && begins(text, aheadMark))) {
      this.inTransaction = true
      this.sendAhead(args)
      return Promise.resolve(nothing)
    }
    if (ends) {
      this.inTransaction = false
      this.gathered = null
    }
    const answer = this.ask(args)
    const ahead = this.letGo()
    return ahead.length === 0 || text === 'rollback'
      ? answer
      : Promise.all([answer, ...ahead]).then(([result]) => result)
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  protected ask(args: any[]): any {
    const [text, values, callback] = args
    const plain = typeof text === 'string' && Array.isArray(values) && callback === undefined
    const name = plain && this.prepares ? nameOf(text) : null
    const ask = super.query as (...args: unknown[]) => Promise<pg.QueryResult>
    if (name === null) return ask.apply(this, args)
    return ask.call(this, { name, text, values }).catch((error: { code?: string }) => {
      if (error.code === '0A000') this.prepares = false
      throw error
    })
  }

  private sendAhead(args: unknown[]) {
    this.stream.cork()
    const sent = this.ask(args)
    // Should it fail, the question after it says so.
    sent.catch(() => {})
    this.ahead.push(sent)
  }

  protected letGo(): Promise<unknown>[] {
    const { ahead } = this
    this.ahead = []
    for (const _ of ahead) this.stream.uncork()
    return ahead
  }

  private get stream(): Socket {
    return (this as unknown as { connection: { stream: Socket } }).connection.stream
  }
}

const nothing = { command: '', rowCount: null, rows: [], fields: [], oid: 0 }
const begins = (text: unknown, mark: string) => typeof text === 'string' && text.startsWith(mark)

function nameOf(text: string): string | null {
  const known = asked.get(text)
  if (known?.name) return known.name
  if (names >= mostNames) return null
  if (!known) {
    if (asked.size > 10 * mostNames) for (const [other, { name }] of asked) if (!name) asked.delete(other)
    asked.set(text, { times: 1, name: null })
    return null
  }
  if (++known.times < oftenEnough) return null
  names++
  known.name = `cw_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
  return known.name
}
