import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useQueryPart } from '../ui/address.ts'
import { Shell } from './Shell.tsx'

const CommandPalette = lazy(() => import('./CommandPalette.tsx').then((m) => ({ default: m.CommandPalette })))
const NewCase = lazy(() => import('../features/cases/NewCase.tsx').then((m) => ({ default: m.NewCase })))
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx').then((m) => ({ default: m.KeyboardHelp })))

export function Workspace() {
  const palette = useQueryPart('palette') !== null
  const newCase = useQueryPart('new') === 'case'
  const help = useQueryPart('help') !== null
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
