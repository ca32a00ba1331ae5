import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react'

interface Props {
  /** Draws a component made by `lazy`, which shows itself as an `OpenedMenu`. */
  menu: (target: ReactElement) => ReactNode
  children: ReactElement<object>
}

/** A button whose menu comes when it is first asked for. */
export function LaterMenu({ menu, children }: Props) {
  const [asked, setAsked] = useState(false)
  const resting = cloneElement(children, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setAsked(true),
  } as object)
  return asked ? <Suspense fallback={resting}>{menu(children)}</Suspense> : resting
}
