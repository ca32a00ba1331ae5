import { useHotkeys } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { keptSearch, myNextFilterIn, narrowed } from '../features/cases/myNextFilter.ts'
import { caseQuery, myNextQuery } from '../features/cases/queries.ts'
import { caseIn, useGo, useSetQuery } from '../ui/address.ts'
import type { Place } from './places.ts'
import { awaitComposer, forgetTyped, noteFocus, typeAhead, typesToComposer, type Writing } from './typedAhead.ts'

/** After g, the letter has to follow within this. */
const pairMs = 900

const writingSurface = '#composer .ProseMirror, #composer form > .mantine-TextInput-root input'

/** The keyboard of the workspace. The same acts stand on screen, one or two clicks away. */
export function useShortcuts(places: readonly Place[]) {
  const { history } = useRouter()
  const cache = useQueryClient()
  const setQuery = useSetQuery()
  const go = useGo()

  const openCase = () => caseIn(history.location)
  /** In a list the keys mean the row that has the focus, where no case is open beside it. */
  const focused = () => document.activeElement?.closest<HTMLElement>('[data-number]')?.dataset.number
  const onCase = (changes: Record<string, string>) => () => {
    const row = focused()
    if (openCase()) setQuery(changes)
    else if (row) go(`/cases/${row}?${new URLSearchParams(changes)}`)
  }
  /** On a case that is closed or only read no such surface comes: keys stay what they are. */
  const composerComes = (kind: Writing): boolean => {
    const number = openCase() ?? focused()
    const found = number && cache.getQueryData(caseQuery(number).queryKey)
    if (!found) return number !== undefined
    return found.status !== 'closed' && found.can.note && (kind === 'note' || found.can.work)
  }
  const write = (kind: Writing) => () => {
    if (composerComes(kind)) awaitComposer(kind)
    if (openCase()) setQuery({ write: kind, side: null })
    else return onCase({ write: kind })()
    // a surface that is still loading takes the focus itself when it is there
    setTimeout(() => document.querySelector<HTMLElement>(writingSurface)?.focus())
  }
  const step = (by: number) => {
    const { search } = history.location
    const items = narrowed(cache.getQueryData(myNextQuery.queryKey)?.items ?? [], myNextFilterIn(search))
    if (!history.location.pathname.startsWith('/my-next') || items.length === 0) return
    const at = items.findIndex((item) => item.case.number === openCase())
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))]!
    go(`/my-next/${next.case.number}${keptSearch(search)}`)
  }

  useHotkeys([
    ['mod+K', () => setQuery({ palette: '1' })],
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['f', () => history.location.pathname.startsWith('/my-next') && setQuery({ filter: '1' })],
    ['/', () => setQuery({ palette: '1' })],
    ['?', () => setQuery({ help: '1' })],
    ['shift+?', () => setQuery({ help: '1' })],
    ['shift+/', () => setQuery({ help: '1' })],
    ['r', write('reply')],
    ['n', write('note')],
    ['c', write('call')],
    ['shift+C', () => setQuery({ new: 'case' })],
    ['t', write('task')],
    ['shift+E', onCase({ sheet: 'escalate' })],
    ['p', write('promise')],
    ['b', onCase({ side: 'new' })],
    ['e', onCase({ sheet: 'close' })],
    ['a', onCase({ why: 'owner' })],
    ['d', onCase({ why: 'due' })],
    [']', onCase({ why: 'stage' })],
    ['s', onCase({ why: 'next' })],
    ['y', () => document.querySelector<HTMLElement>('[data-decide] textarea')?.focus()],
  ])

  useEffect(() => {
    let pressed = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input,textarea,select,[contenteditable=true]')
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key.length === 1 && new URLSearchParams(history.location.search).has('palette')) {
        event.stopImmediatePropagation()
        event.preventDefault()
        typeAhead(event.key)
        return
      }
      if (typesToComposer(event.key)) {
        event.stopImmediatePropagation()
        event.preventDefault()
        return
      }
      if (event.key === 'Escape') forgetTyped()
      const place = places.find(({ letter }) => letter === event.key)
      if (event.key === 'g') pressed = event.timeStamp
      else if (place && event.timeStamp - pressed < pairMs) {
        event.stopImmediatePropagation()
        pressed = Number.NEGATIVE_INFINITY
        go(place.to)
      }
    }
    const onFocus = ({ target }: FocusEvent) =>
      (target as HTMLElement).closest?.('input,textarea,select,[contenteditable=true]') && noteFocus()
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('focusin', onFocus)
    window.addEventListener('pointerdown', forgetTyped)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('focusin', onFocus)
      window.removeEventListener('pointerdown', forgetTyped)
    }
  }, [go, history, places])
}
