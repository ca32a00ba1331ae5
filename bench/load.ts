import { Agent, request } from 'node:http'
import { stopwatch } from '../src/platform/time.ts'

export interface Measured {
  count: number
  clients: number
  medianMs: number
  p95Ms: number
  perSecond: number
}

/** Runs `work` `count` times from `clients` at once, each taking the next when it is done with one. */
export async function measure(
  { count, clients, warmUp = 0 }: { count: number; clients: number; warmUp?: number },
  work: (n: number) => Promise<unknown>,
): Promise<Measured> {
  await each(warmUp, clients, (n) => work(-1 - n))
  const durations: number[] = []
  const began = stopwatch()
  await each(count, clients, async (n) => {
    const started = stopwatch()
    await work(n)
    durations.push(stopwatch() - started)
  })
  const seconds = (stopwatch() - began) / 1000
  durations.sort((a, b) => a - b)
  const at = (share: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0
  return { count, clients, medianMs: at(0.5), p95Ms: at(0.95), perSecond: count / seconds }
}

async function each(count: number, clients: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const client = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: clients }, client))
}

export type Call = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Record<string, unknown>>

/** An HTTP client that keeps its connections; an answer that is no success ends the measurement. */
export function clientOf(base: string, key: string | null): { call: Call; close: () => void } {
  const agent = new Agent({ keepAlive: true })
  const call: Call = (method, path, body) =>
    new Promise((done, fail) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const headers = {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      }
      const sent = request(`${base}${path}`, { method, agent, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const said = Buffer.concat(chunks).toString()
          if (answer.statusCode === 200) done(JSON.parse(said))
          else fail(new Error(`${method} ${path}: ${answer.statusCode} ${said}`))
        })
        answer.on('error', fail)
      })
      sent.on('error', fail)
      sent.end(text)
    })
  return { call, close: () => agent.destroy() }
}
