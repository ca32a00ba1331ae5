import type { CallOf, Contract, ResultOf } from './endpoint.ts'

/** An answer that was not a success, as the server said it. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly detail: Record<string, unknown>
  constructor(status: number, body: { code?: string; detail?: string } & Record<string, unknown>) {
    super(body.detail ?? `The server answered ${status}.`)
    this.status = status
    this.code = body.code ?? 'unexpected'
    this.detail = body
  }
}

export type Client<C extends Contract> = { [K in keyof C]: (call: CallOf<C[K]>) => Promise<ResultOf<C[K]>> }
type Call = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** A typed fetch for each endpoint of a contract: no generated code, so nothing can drift. */
export function clientFor<C extends Contract>(
  contract: C,
  base: string,
  headers: Record<string, string> = {},
): Client<C> {
  const calls = Object.entries(contract).map(([name, e]) => [
    name,
    async (call: Call = {}) => {
      const path = e.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(call.params?.[key] ?? ''))
      const body = call.body === undefined ? undefined : JSON.stringify(call.body)
      const answer = await outliving(e.method === 'GET' ? undefined : body, (keepalive) =>
        fetch(`${base}/api/v1${path}${searchOf(call.query)}`, {
          method: e.method,
          headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
          ...(body !== undefined && { body }),
          ...(keepalive && { keepalive }),
        }),
      )
      const said: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => ({}))
      if (!answer.ok) throw new ApiProblem(answer.status, said as Record<string, unknown>)
      return said
    },
  ])
  return Object.fromEntries(calls) as Client<C>
}

/** Browsers let what is under way outlive its page up to 64 kB in all; beyond it they would refuse to send. */
const mostOutlivingBytes = 60_000
let outlivingBytes = 0

/** What is written still goes out when the page goes away right after: nobody waits for a save before they leave. */
async function outliving(body: string | undefined, send: (keepalive: boolean) => Promise<Response>): Promise<Response> {
  // no letter takes more than three bytes per unit
  const bytes = (body?.length ?? 0) * 3
  if (body === undefined || outlivingBytes + bytes > mostOutlivingBytes) return send(false)
  outlivingBytes += bytes
  try {
    return await send(true)
  } finally {
    outlivingBytes -= bytes
  }
}

function searchOf(query: Record<string, unknown> | undefined): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  return search.size > 0 ? `?${search}` : ''
}
