type Taker = (text: string) => void

let kept = ''
let take: Taker | null = null

/** What is typed for the palette before it stands there: it is kept, and given to it when it comes. */
export function typeAhead(text: string): void {
  if (take) take(text)
  else kept += text
}

/** Gives what was kept, then whatever follows, until it is ended; what nobody took then is forgotten. */
export function onTypedAhead(taker: Taker): () => void {
  if (kept) taker(kept)
  kept = ''
  take = taker
  return () => {
    take = null
  }
}

/** What the composer can be asked for. */
export type Writing = 'reply' | 'note' | 'call' | 'task' | 'promise'

const takers = new Map<Writing, Taker>()
/** A surface that was asked for and has not come by then will not. */
const awaitedMs = 3000
let awaited: { kind: Writing; kept: string; focused: boolean; timer: ReturnType<typeof setTimeout> } | null = null

/** A surface was asked for by a key: what is typed from now on is meant for it, until something can be typed into. */
export function awaitComposer(kind: Writing): void {
  forgetTyped()
  awaited = { kind, kept: '', focused: false, timer: setTimeout(forgetTyped, awaitedMs) }
}

export function forgetTyped(): void {
  clearTimeout(awaited?.timer)
  awaited = null
}

/** From now on keys reach the surface by themselves; what was kept is still given to it. */
export function noteFocus(): void {
  if (awaited) awaited.focused = true
}

/** Whether a key was meant for the surface that is still coming; it is given to it then. */
export function typesToComposer(key: string): boolean {
  if (!awaited || awaited.focused || key.length !== 1) return false
  const taker = takers.get(awaited.kind)
  if (taker) taker(key)
  else awaited.kept += key
  return true
}

/** Gives what was typed for one of these surfaces, and whatever follows until it has the focus. */
export function onTypedToComposer(kinds: readonly Writing[], taker: Taker): () => void {
  for (const kind of kinds) takers.set(kind, taker)
  if (awaited?.kept && kinds.includes(awaited.kind)) {
    taker(awaited.kept)
    awaited.kept = ''
  }
  return () => {
    for (const kind of kinds) if (takers.get(kind) === taker) takers.delete(kind)
  }
}
