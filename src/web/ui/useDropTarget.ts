import { type DragEvent, useState } from 'react'

/** A place where what is lifted can be put down; `takes` while it can be put here. */
export function useDropTarget(takes: boolean, onDrop: () => void) {
  const [over, setOver] = useState(false)
  return {
    over: over && takes,
    target: {
      onDragOver: (event: DragEvent) => {
        if (!takes) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'move'
        setOver(true)
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        onDrop()
      },
    },
  }
}
