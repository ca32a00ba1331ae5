import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'
import { besideMark, type GatheredRows, gatherMark } from './gathered.ts'

/** Texts that vary without end, such as lists of any length, must not fill the server's memory with plans. */
const mostNames = 400
const oftenEnough = 3

/** How often each text was asked, and the name it goes by once that is often enough. */
const asked = new Map<string, { times: number; name: string | null }>()
let names = 0

/**
 * A connection that prepares what it is asked again and again: PostgreSQL then parses and plans it once per connection.
 * After a change of the tables a prepared `select *` is refused (0A000); the connection then goes on without names.
 * Rows gathered by a transaction go out before its next question, and `begin` goes out with its first.
 */
export class PreparingClient extends pg.Client {
  private prepares = true
  private gathered: GatheredRows | null = null
  private heldBack = 0

  // biome-ignore lint/suspicious/noExplicitAny: pg declares a dozen ways to call it, all of which pass through
  override query(...args: any[]): any {
    const [text, values] = args
    if (text === gatherMark) {
      this.gathered = values[0]
      return Promise.resolve(nothing)
    }
    if (text === 'begin') {
      // Held back until the first question, so that both make one trip; should it fail, so does that question.
      this.holdBack()
      this.ask(args).catch(() => {})
      return Promise.resolve(nothing)
    }
    const rows = text === 'rollback' || isBeside(text) ? null : this.gathered?.take()
    if (text === 'rollback' || text === 'commit') this.gathered = null
    if (rows) this.holdBack()
    const written: Promise<unknown> | undefined = rows ? this.ask([rows.text, rows.values]) : undefined
    const answer = this.ask(args)
    this.letGo()
    return written ? Promise.all([answer, written]).then(([result]) => result) : answer
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

  private holdBack() {
    this.heldBack++
    this.stream.cork()
  }

  private letGo() {
    for (; this.heldBack > 0; this.heldBack--) this.stream.uncork()
  }

  private get stream(): Socket {
    return (this as unknown as { connection: { stream: Socket } }).connection.stream
  }
}

const nothing = { command: '', rowCount: null, rows: [], fields: [], oid: 0 }
const isBeside = (text: unknown) => typeof text === 'string' && text.startsWith(besideMark)

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
