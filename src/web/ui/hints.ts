export interface Shown {
  /** What it stands beside, in the form of a ref, which also holds a drawing. */
  target: { current: HTMLElement }
  label: string
  position: 'top' | 'right'
}

/** The pointer rests this long before a hint comes. */
const restMs = 350

let shown: Shown | null = null
let coming: ReturnType<typeof setTimeout> | undefined
let leave: (() => void) | undefined
const listeners = new Set<() => void>()

export const hintNow = (): Shown | null => shown

export function onHint(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A hint comes when the pointer has rested on its target, and goes when it leaves it, presses, or a key is used. */
export function rest(hint: Shown): void {
  hide()
  coming = setTimeout(() => tell(hint), restMs)
  const onOver = (event: Event) => {
    if (!(event.target instanceof Node && hint.target.current.contains(event.target))) hide()
  }
  document.addEventListener('pointerover', onOver, true)
  for (const ends of ['pointerdown', 'keydown']) document.addEventListener(ends, hide, true)
  document.documentElement.addEventListener('pointerleave', hide)
  leave = () => {
    document.removeEventListener('pointerover', onOver, true)
    for (const ends of ['pointerdown', 'keydown']) document.removeEventListener(ends, hide, true)
    document.documentElement.removeEventListener('pointerleave', hide)
  }
}

function hide(): void {
  clearTimeout(coming)
  leave?.()
  leave = undefined
  if (shown) tell(null)
}

function tell(next: Shown | null): void {
  shown = next
  for (const listener of listeners) listener()
}
