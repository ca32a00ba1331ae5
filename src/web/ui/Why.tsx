import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'
import { useQueryPart } from './address.ts'

const WhyPopover = lazy(() => import('./WhyPopover.tsx').then((m) => ({ default: m.WhyPopover })))

interface Props {
  name: string
  title: string
  target: ReactElement<object>
  children: ReactNode
  width?: number
}

/** The explanation behind an answer. Its open state is in the address, so a colleague can be sent the why. */
export function Why({ name, title, target, children, width = 400 }: Props) {
  const open = useQueryPart('why') === name
  const [asked, setAsked] = useState(open)
  if (open && !asked) setAsked(true)
  const resting = cloneElement(target, { 'aria-haspopup': 'dialog', 'aria-expanded': false } as object)
  if (!asked) return resting
  return (
    <Suspense fallback={resting}>
      <WhyPopover open={open} title={title} target={target} width={width}>
        {children}
      </WhyPopover>
    </Suspense>
  )
}
