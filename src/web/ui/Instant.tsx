import { useNow } from './clock.ts'
import { Hint } from './Hint.tsx'
import { ago, dayAndTime, exact, when, zoneLabel } from './time.ts'

const words = { when, ago, dayAndTime }

interface Props {
  at: string
  as?: keyof typeof words
  /** Said after the exact instant in the tooltip, such as the channel. */
  note?: string | undefined
  className?: string | undefined
  /** Whose clock it is told by, named where it shows another time; the reader's own where none is given. */
  zone?: string
}

/** An instant told in relation to now; the exact one, with its zone, is one hover away. */
export function Instant({ at, as = 'when', note, className, zone }: Props) {
  const instant = new Date(at)
  const told = words[as](instant, useNow(), zone)
  const label = /\d:\d\d$/.test(told) ? zoneLabel(instant, zone) : null
  return (
    <Hint label={note ? `${exact(instant, zone)}, ${note}` : exact(instant, zone)}>
      <time className={className} dateTime={at}>
        {label ? `${told} ${label}` : told}
      </time>
    </Hint>
  )
}
