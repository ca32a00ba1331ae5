import { useDebouncedValue } from '@mantine/hooks'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useQueryPart } from './address.ts'

/** What is typed is searched a breath later and stands in the address, without a step in the history for each key. */
export function useSearchInAddress() {
  const { history } = useRouter()
  const said = useQueryPart('q') ?? ''
  const [typed, setTyped] = useState(said)
  const [q] = useDebouncedValue(typed.trim(), 200)
  useEffect(() => {
    const query = new URLSearchParams(history.location.search)
    if ((query.get('q') ?? '') === q) return
    if (q) query.set('q', q)
    else query.delete('q')
    const search = query.toString()
    history.replace(`${history.location.pathname}${search ? `?${search}` : ''}`)
  }, [q, history])
  return { typed, setTyped, q }
}
