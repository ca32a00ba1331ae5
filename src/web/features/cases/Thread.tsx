import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { ErrorState, LettersSkeleton } from '../../ui/States.tsx'
import { messagesQuery } from '../conversations/queries.ts'
import styles from './CasePane.module.css'
import { Plan } from './Plan.tsx'
import { timelineQuery } from './queries.ts'
import { Timeline } from './Timeline.tsx'

/** Nearer to the end than this, the reader follows what arrives. */
const followPixels = 120

/** One line of time: the past above Now, the plan under it. */
export function Thread({ found, number }: { found: Case; number: string }) {
  const timeline = useQuery(timelineQuery(number))
  const messages = useQuery(messagesQuery(number))
  const scroll = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const ready = timeline.data && messages.data

  useLayoutEffect(() => {
    const box = scroll.current
    if (ready && box && following.current) box.scrollTop = box.scrollHeight
  }, [ready, timeline.data, messages.data])
  useEffect(() => {
    const box = scroll.current
    const watch = () => {
      if (box) following.current = box.scrollHeight - box.scrollTop - box.clientHeight < followPixels
    }
    box?.addEventListener('scroll', watch, { passive: true })
    return () => box?.removeEventListener('scroll', watch)
  }, [])

  const again = () => {
    void timeline.refetch()
    void messages.refetch()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} id="thread" tabIndex={0} aria-label="Timeline" ref={scroll}>
      {ready ? (
        <>
          <Timeline entries={timeline.data.items} messages={messages.data} found={found} />
          <Plan found={found} number={number} />
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
