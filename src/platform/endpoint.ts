import type { z } from 'zod'

/** One HTTP endpoint, described once: the server implements it, the web app calls it, OpenAPI is made from it. */
export interface Endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: `/${string}`
  /** What it does, as a sentence for the reference page. */
  summary: string
  /** `open`: answers without sign-in. Everything else needs a session or a key. */
  access?: 'open'
  /** Its answer holds something that is shown once: it is never kept for a repeated Idempotency-Key. */
  shownOnce?: true
  params?: P
  query?: Q
  body?: B
  response: R
}

export function endpoint<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
>(e: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return e
}

export type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>
export type Contract = Record<string, AnyEndpoint>

type Part<K extends string, S> = S extends z.ZodUndefined
  ? unknown
  : S extends z.ZodType
    ? { [k in K]: z.output<S> }
    : unknown
type InPart<K extends string, S> = S extends z.ZodUndefined
  ? unknown
  : S extends z.ZodType
    ? { [k in K]: z.input<S> }
    : unknown
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B>
    : never
export type CallOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? InPart<'params', P> & InPart<'query', Q> & InPart<'body', B>
    : never
export type ResultOf<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never
