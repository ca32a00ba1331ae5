import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useQueryPart } from '../ui/address.ts'
import { Shell } from './Shell.tsx'
import { useActivity } from './useActivity.ts'

const loadPalette = () => import('./CommandPalette.tsx').then((m) => ({ default: m.CommandPalette }))
const loadNewCase = () => import('../features/cases/NewCase.tsx').then((m) => ({ default: m.NewCase }))
const loadHints = () => import('../ui/HintLayer.tsx').then((m) => ({ default: m.HintLayer }))
const loadMenus = () =>
  Promise.all([import('./MyActs.tsx'), import('../ui/WhyPopover.tsx'), import('../features/cases/MoreActs.tsx')])
const CommandPalette = lazy(loadPalette)
const NewCase = lazy(loadNewCase)
const HintLayer = lazy(loadHints)
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx').then((m) => ({ default: m.KeyboardHelp })))

/** What a key, a click or the resting pointer opens is there before it is asked for. */
const fetchAheadMs = 600

export function Workspace() {
  const palette = useQueryPart('palette') !== null
  const newCase = useQueryPart('new') === 'case'
  const help = useQueryPart('help') !== null
  const [hints, setHints] = useState(false)
  useActivity()
  useEffect(() => {
    const later = setTimeout(() => {
      for (const load of [loadMenus, loadPalette, loadNewCase]) load().catch(() => undefined)
      setHints(true)
    }, fetchAheadMs)
    return () => clearTimeout(later)
  }, [])
  return (
    <>
      <Suspense fallback={null}>
        {palette && <CommandPalette />}
        {newCase && <NewCase />}
        {help && <KeyboardHelp />}
        {hints && <HintLayer />}
      </Suspense>
      <Shell>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </Shell>
    </>
  )
}
