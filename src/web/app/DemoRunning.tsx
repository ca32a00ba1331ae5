import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { serverNow } from '../ui/clock.ts'
import { Meter } from '../ui/Meter.tsx'
import { type FirstLook, timeLeft } from './demoFilling.ts'
import { demoQuery, isRunning } from './demoQuery.ts'
import styles from './Shell.module.css'

/** While the demo company is filled or removed, every screen says so, and reads itself anew when it is done. */
export function DemoRunning() {
  const cache = useQueryClient()
  const demo = useQuery(demoQuery).data
  const running = isRunning(demo)
  const [first, setFirst] = useState<FirstLook | null>(null)
  const ran = useRef(false)
  useEffect(() => {
    if (ran.current && !running) void cache.invalidateQueries()
    ran.current = running
  }, [running, cache])
  const counted = running && demo !== undefined && demo.total > 0
  if (counted && (!first || demo.done < first.done)) setFirst({ done: demo.done, at: serverNow().getTime() })
  if (!running || !demo) return null
  const left = first && timeLeft(demo, first, serverNow().getTime())
  const filled = demo.state === 'loading'
  return (
    <div className={styles.running} role="status">
      <b>{filled ? 'The demo company is being filled in' : 'The demo company is being removed'}</b>
      <span>
        {filled
          ? 'All of it appears at once when it is done; you can look around meanwhile.'
          : 'What you made yourself stays.'}
      </span>
      {demo.total > 0 && (
        <>
          <Meter value={demo.done} of={demo.total} label={`${Math.round((demo.done / demo.total) * 100)} %`} />
          <span className="num">
            {demo.done.toLocaleString('en-GB')} of {demo.total.toLocaleString('en-GB')}
            {left && `, ${left} left`}
          </span>
        </>
      )}
    </div>
  )
}
