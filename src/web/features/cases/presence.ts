import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { queries } from '../../app/queries.ts'

export const presenceQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'presence'],
    queryFn: () => api.cases.presence({ params: { id: number } }),
  })

/** Typing counts as writing for this long after the last key. */
const writingMs = 15_000
const written = new Map<string, number>()

/** Says that I am here. A failure says nothing: presence is a courtesy, not a fact of the case. */
export async function tellPresence(number: string): Promise<void> {
  const writing = performance.now() - (written.get(number) ?? Number.NEGATIVE_INFINITY) < writingMs
  const others = await api.cases.setPresence({ params: { id: number }, body: { writing } }).catch(() => null)
  if (others) queries.setQueryData(presenceQuery(number).queryKey, others)
}

/** Called at each key in a writing surface; tells at once when writing begins. */
export function tellWriting(number: string) {
  const before = written.get(number)
  written.set(number, performance.now())
  if (before === undefined || performance.now() - before > writingMs) void tellPresence(number)
}
