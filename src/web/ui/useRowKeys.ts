import { useHotkeys } from '@mantine/hooks'
import { type RefObject, useRef } from 'react'

/** j and k walk the rows of a list; a row is a link or button marked with `data-row`. */
export function useRowKeys<T extends HTMLElement>(): RefObject<T | null> {
  const list = useRef<T>(null)
  const step = (by: number) => () => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys([
    ['j', step(1)],
    ['k', step(-1)],
  ])
  return list
}
