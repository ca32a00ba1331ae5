import { Button } from '@mantine/core'
import { useState } from 'react'
import styles from '../cases/Timeline.module.css'

interface Props {
  /** Where its page is served. */
  address: string
  from: string
  remotePictures: boolean
}

/**
 * The mail as it was sent, in a frame without scripts and without an origin, served with a policy of its own. Pictures
 * from elsewhere load only when the reader asks, since loading them tells the sender that the mail was read.
 */
export function AsSent({ address, from, remotePictures }: Props) {
  const [pictures, setPictures] = useState(false)
  return (
    <div className={styles.asSent}>
      {remotePictures && !pictures && (
        <p className={styles.remote}>
          Pictures from elsewhere were not loaded.
          <Button size="compact-xs" variant="default" onClick={() => setPictures(true)}>
            Load them
          </Button>
        </p>
      )}
      <iframe
        title={`Message from ${from} as it was sent`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        src={`${address}${pictures ? '?pictures=1' : ''}`}
      />
    </div>
  )
}
