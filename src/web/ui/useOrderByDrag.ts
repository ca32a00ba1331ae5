import { type DragEvent, useState } from 'react'

/** Lines of a list that are dragged to another place; `onMove` is null where the order stays as it is. */
export function useOrderByDrag(onMove: ((from: number, to: number) => void) | null) {
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  return (at: number) => ({
    'data-over': (over === at && dragged !== null && dragged !== at) || undefined,
    draggable: onMove !== null,
    onDragStart: () => setDragged(at),
    onDragEnd: () => {
      setDragged(null)
      setOver(null)
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return
      event.preventDefault()
      setOver(at)
    },
    onDrop: () => {
      if (dragged !== null && dragged !== at) onMove?.(dragged, at)
    },
  })
}
