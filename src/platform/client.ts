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
      const answer = await fetch(`${base}/api/v1${path}${searchOf(call.query)}`, {
        method: e.method,
        headers: { ...headers, ...(call.body !== undefined && { 'content-type': 'application/json' }) },
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      })
      const body: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => ({}))
      if (!answer.ok) throw new ApiProblem(answer.status, body as Record<string, unknown>)
      return body
    },
  ])
  return Object.fromEntries(calls) as Client<C>
}

function searchOf(query: Record<string, unknown> | undefined): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  return search.size > 0 ? `?${search}` : ''
}
