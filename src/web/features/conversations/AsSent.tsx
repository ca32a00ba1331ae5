import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import styles from '../cases/Timeline.module.css'

/** Whether anything in the mail would be fetched from elsewhere. */
const remote = /(?:src|background|srcset)\s*=\s*["']?\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\//i

/**
 * The mail as it was sent, in a frame without scripts and without an origin. Its own policy forbids fetching anything;
 * pictures from elsewhere load only when the reader asks, since loading them tells the sender that the mail was read.
 */
export function AsSent({ html, from }: { html: string; from: string }) {
  const [pictures, setPictures] = useState(false)
  const page = useMemo(() => pageOf(html, pictures), [html, pictures])
  return (
    <div className={styles.asSent}>
      {remote.test(html) && !pictures && (
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
        srcDoc={page}
      />
    </div>
  )
}

function pageOf(html: string, pictures: boolean): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:${pictures ? ' https: http:' : ''}`
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1e1d1a;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>${html}`
}
