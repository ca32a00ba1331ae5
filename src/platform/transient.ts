import { problemOf } from './http/problems.ts'

const codes = ['unavailable', 'busy', 'took_too_long', 'cannot_store']

/** Whether the same may well succeed a while later: the database was away or full, or somebody else was in its way. */
export const isTransient = (error: unknown): boolean => codes.includes(problemOf(error).code)
