import type { FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import { Refusal, refusals } from '../refusal.ts'

/** Turns whatever was thrown into problem+json (RFC 9457): refusals by their list, malformed input with paths, our bugs as 500. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error)
  if (problem.status === 500 || problem.code === 'cannot_store')
    request.log.error({ err: error, requestId: request.id }, 'unexpected failure')
  else if (isUnusableValue(String((error as { code?: unknown }).code)))
    request.log.warn({ err: error, requestId: request.id }, 'refused by a part below')
  if (problem.status === 503) void reply.header('retry-after', '5')
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  void reply
    .code(problem.status)
    .type('application/problem+json')
    .send({ ...problem, requestId: request.id })
}

export function problemOf(error: unknown): { status: number; code: string; detail: string } & Record<string, unknown> {
  if (error instanceof Refusal) {
    const { status, text } = refusals[error.code]
    return {
      type: `urn:caseward:${error.code}`,
      status,
      code: error.code,
      title: error.code.replaceAll('_', ' '),
      detail: text,
      ...error.detail,
    }
  }
  if (error instanceof ZodError) {
    const fields = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    return { ...problemOf(new Refusal('malformed')), fields }
  }
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code !== undefined && isDatabaseGone(code)) return problemOf(new Refusal('unavailable'))
  if (code !== undefined && isCollision(code)) return problemOf(new Refusal('busy'))
  if (code === '57014') return problemOf(new Refusal('took_too_long'))
  if (code !== undefined && isFull(code)) return problemOf(new Refusal('cannot_store'))
  if (code !== undefined && isUnusableValue(code)) return problemOf(new Refusal('malformed'))
  if (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(error.message)
  ) {
    return problemOf(new Refusal('unavailable'))
  }
  if (statusCode === 413) return problemOf(new Refusal('too_large'))
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const detail = error instanceof Error ? error.message : refusals.malformed.text
    return { ...problemOf(new Refusal('malformed')), status: statusCode === 400 ? 422 : statusCode, detail }
  }
  return {
    type: 'urn:caseward:unexpected',
    status: 500,
    code: 'unexpected',
    title: 'unexpected failure',
    detail: 'Something went wrong on our side. Nothing was saved; the request id leads to the log entry.',
  }
}

/** SQLSTATE classes 08 and 57, and the socket errors of a server that is down, restarting or read-only. */
function isDatabaseGone(code: string): boolean {
  return /^(08|57P|25006|25P03)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', '53300'].includes(code)
}

/** Deadlock, serialisation failure, or a lock that was not to be had: one of two gave way, and may simply come again. */
const isCollision = (code: string) => ['40P01', '40001', '55P03'].includes(code)

/** The file system's words, and PostgreSQL's (53100), for a disk that is full, failing or read-only. */
const isFull = (code: string) => ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EFBIG', '53100', '58030'].includes(code)

/** SQLSTATE class 22: a value that a column or a cast cannot take, such as a date out of range or a damaged cursor. */
function isUnusableValue(code: string): boolean {
  return /^22[0-9A-Z]{3}$/.test(code)
}
