import { ActionIcon } from '@mantine/core'
import { IconChevronDown } from './icons.ts'

interface Props {
  name: string
  first: boolean
  last: boolean
  className: string | undefined
  onMove: (by: 1 | -1) => void
}

/** Moves a line that is tried in turn one place, for whoever does not drag. */
export function OrderArrows({ name, first, last, className, onMove }: Props) {
  return (
    <span className={className}>
      <ActionIcon
        variant="subtle"
        size={24}
        aria-label={`Try ${name} earlier`}
        disabled={first}
        onClick={() => onMove(-1)}
      >
        <IconChevronDown size={15} stroke={1.8} style={{ transform: 'rotate(180deg)' }} />
      </ActionIcon>
      <ActionIcon variant="subtle" size={24} aria-label={`Try ${name} later`} disabled={last} onClick={() => onMove(1)}>
        <IconChevronDown size={15} stroke={1.8} />
      </ActionIcon>
    </span>
  )
}
