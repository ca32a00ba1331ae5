import { cloneElement, type PointerEvent, type ReactElement } from 'react'
import { rest, type Shown } from './hints.ts'

interface Hinted {
  onPointerEnter?: (event: PointerEvent<never>) => void
}

interface Props {
  label: string | undefined
  position?: Shown['position']
  children: ReactElement<Hinted>
}

/** Words beside what the pointer rests on. One layer shows them all, and comes after the first screen. */
export function Hint({ label, position = 'top', children, ...handedDown }: Props) {
  return cloneElement(children, {
    ...handedDown,
    onPointerEnter: (event) => {
      if (label && event.pointerType === 'mouse') rest({ target: { current: event.currentTarget }, label, position })
    },
  })
}
