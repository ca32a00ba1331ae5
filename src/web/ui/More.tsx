import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect } from 'react'
import styles from './table.module.css'

interface Props {
  hasMore: boolean
  loading: boolean
  onMore: () => void
}

/** The end of a list that is read page by page: coming near it reads the next one. */
export function More({ hasMore, loading, onMore }: Props) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const near = entry?.isIntersecting ?? false
  useEffect(() => {
    if (near && hasMore && !loading) onMore()
  }, [near, hasMore, loading, onMore])
  if (!hasMore) return null
  return (
    <p className={styles.more} ref={ref}>
      <Button variant="subtle" color="gray" loading={loading} onClick={onMore}>
        Show more
      </Button>
    </p>
  )
}
