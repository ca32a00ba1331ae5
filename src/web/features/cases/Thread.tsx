import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { ErrorState, LettersSkeleton } from '../../ui/States.tsx'
import { messagesQuery } from '../conversations/queries.ts'
import styles from './CasePane.module.css'
import { Plan } from './Plan.tsx'
import { timelineQuery } from './queries.ts'
import { Timeline } from './Timeline.tsx'

const SideSection = lazy(() => import('../sideconversations/SideSection.tsx').then((m) => ({ default: m.SideSection })))

/** Nearer to the end than this, the reader follows what arrives. */
const followPixels = 120

const atEnd = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight < followPixels

/** Where a thread rests: at its end, but never past the beginning of what its reader came for; what they decide is seen whole. */
function restOf(box: HTMLElement): number {
  const end = box.scrollHeight - box.clientHeight
  const newest = box.querySelector('[data-rest]')
  if (!newest) return end
  const from = box.getBoundingClientRect().top - box.scrollTop
  const decision = box.querySelector('[data-decide]')
  const whole = decision ? decision.getBoundingClientRect().bottom - from + 16 - box.clientHeight : 0
  return Math.min(end, Math.max(whole, newest.getBoundingClientRect().top - from))
}

/** One line of time: the past above Now, the plan under it. */
export function Thread({ found, number }: { found: Case; number: string }) {
  const timeline = useQuery(timelineQuery(number))
  const messages = useQuery(messagesQuery(number))
  const scroll = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const ready = Boolean(timeline.data && messages.data)

  useEffect(() => {
    const box = scroll.current
    if (!box || !ready) return
    const watch = () => {
      following.current = Math.abs(restOf(box) - box.scrollTop) < followPixels || atEnd(box)
    }
    const grown = new ResizeObserver(() => {
      // Whoever changes something on the line stays where they do.
      if (following.current && !box.querySelector('[data-changing]')) box.scrollTop = restOf(box)
    })
    // the box as well as what is in it: the composer takes its room a moment after the thread is there
    for (const part of [box, ...box.children]) grown.observe(part)
    box.addEventListener('scroll', watch, { passive: true })
    return () => {
      grown.disconnect()
      box.removeEventListener('scroll', watch)
    }
  }, [ready])

  const again = () => {
    void timeline.refetch()
    void messages.refetch()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} id="thread" tabIndex={0} aria-label="Timeline" ref={scroll}>
      {timeline.data && messages.data ? (
        <>
          <Timeline entries={timeline.data.items} messages={messages.data} found={found} />
          {!found.mergedInto && <Plan found={found} number={number} />}
          {!found.mergedInto && (
            <Suspense fallback={null}>
              <SideSection found={found} number={number} />
            </Suspense>
          )}
        </>
      ) : timeline.isError || messages.isError ? (
        <ErrorState title="The thread could not be read" onRetry={again}>
          The server did not answer. Nothing was lost, and what you write is kept.
        </ErrorState>
      ) : (
        <LettersSkeleton label="Loading the thread" />
      )}
    </section>
  )
}
