import { useEffect, useRef } from 'react'

/** Does it when the page may go away: its tab is hidden or closed, or another address is opened in it. */
export function useBeforeLeaving(act: () => void) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const leave = () => latest.current()
    const hide = () => document.visibilityState === 'hidden' && leave()
    document.addEventListener('visibilitychange', hide)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      window.removeEventListener('pagehide', leave)
    }
  }, [])
}
