let kept = ''
let take: ((text: string) => void) | null = null

/** What is typed for the palette before it stands there: it is kept, and given to it when it comes. */
export function typeAhead(text: string): void {
  if (take) take(text)
  else kept += text
}

/** Gives what was kept, then whatever follows, until it is ended; what nobody took then is forgotten. */
export function onTypedAhead(taker: (text: string) => void): () => void {
  if (kept) taker(kept)
  kept = ''
  take = taker
  return () => {
    take = null
  }
}
