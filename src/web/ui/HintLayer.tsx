import { Tooltip } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { hintNow, onHint } from './hints.ts'

/** Where the hint of the moment is shown. */
export function HintLayer() {
  const hint = useSyncExternalStore(onHint, hintNow)
  return hint && <Tooltip opened target={hint.target} label={hint.label} position={hint.position} />
}
