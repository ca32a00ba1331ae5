import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useQueryPart } from '../ui/address.ts'
import { Shell } from './Shell.tsx'

const loadPalette = () => import('./CommandPalette.tsx').then((m) => ({ default: m.CommandPalette }))
const loadNewCase = () => import('../features/cases/NewCase.tsx').then((m) => ({ default: m.NewCase }))
const CommandPalette = lazy(loadPalette)
const NewCase = lazy(loadNewCase)
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx').then((m) => ({ default: m.KeyboardHelp })))

/** What a key opens is there before it is asked for: letters typed at once would be taken for keys of the workspace. */
const fetchAheadMs = 600

export function Workspace() {
  const palette = useQueryPart('palette') !== null
  const newCase = useQueryPart('new') === 'case'
  const help = useQueryPart('help') !== null
  useEffect(() => {
    const later = setTimeout(() => {
      for (const load of [loadPalette, loadNewCase]) load().catch(() => undefined)
    }, fetchAheadMs)
    return () => clearTimeout(later)
  }, [])
  return (
    <>
      <Suspense fallback={null}>
        {palette && <CommandPalette />}
        {newCase && <NewCase />}
        {help && <KeyboardHelp />}
      </Suspense>
      <Shell>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </Shell>
    </>
  )
}
