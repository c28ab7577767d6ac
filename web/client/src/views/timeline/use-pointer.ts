import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Picture } from '../../model/picture/layout'
import { within, zoomed } from '../../model/picture/window'
import type { Stretch } from '../../model/picture/when'

/** Moved less than this, it was a click. */
const clickPx = 4
const wheelFactor = 1.2

interface Wish {
  readonly picture: Picture
  readonly window: Stretch
  readonly whole: Stretch
  readonly setWindow: (window: Stretch) => void
  readonly setCursor: (instant: number) => void
}

interface Drag {
  readonly startX: number
  readonly window: Stretch
  readonly brushes: boolean
  moved: boolean
}

/** What is being brushed, in the drawing's own pixels. */
export interface Brush {
  readonly from: number
  readonly to: number
}

/**
 * The mouse and the finger on the picture: drag moves it, drag with Shift chooses a part to look closer at,
 * wheel with Ctrl zooms, a click puts the cursor on a day. All of it can be done by buttons too.
 */
export function usePointer(frame: RefObject<HTMLElement | null>, wish: Wish) {
  const drag = useRef<Drag | undefined>(undefined)
  const [brush, setBrush] = useState<Brush>()
  const latest = useRef(wish)
  latest.current = wish

  function xOf(event: MouseEvent): number {
    const drawing = frame.current?.querySelector('svg')?.getBoundingClientRect()
    if (!drawing || drawing.width === 0) return 0
    return ((event.clientX - drawing.left) * latest.current.picture.width) / drawing.width
  }

  useEffect(() => {
    const element = frame.current
    function zoom(event: WheelEvent) {
      if (!event.ctrlKey) return
      event.preventDefault()
      const { window, whole, picture, setWindow } = latest.current
      const factor = event.deltaY > 0 ? wheelFactor : 1 / wheelFactor
      setWindow(zoomed(window, factor, picture.instantAt(xOf(event)), whole))
    }
    // Not through JSX: only a listener that says it is not passive may keep the page from zooming.
    element?.addEventListener('wheel', zoom, { passive: false })
    return () => element?.removeEventListener('wheel', zoom)
  }, [frame])

  return {
    brush,
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return
      if (!event.target.closest('svg') || event.target.closest('[data-mark], [data-cluster]'))
        return
      const { window } = latest.current
      drag.current = { startX: xOf(event), window, brushes: event.shiftKey, moved: false }
      frame.current?.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      const held = drag.current
      if (!held) return
      const { picture, whole, setWindow } = latest.current
      const x = xOf(event)
      if (Math.abs(x - held.startX) >= clickPx) held.moved = true
      if (!held.moved) return
      if (held.brushes)
        return setBrush({ from: Math.min(x, held.startX), to: Math.max(x, held.startX) })
      const perPixel =
        (held.window.to - held.window.from) / (picture.plot.right - picture.plot.left)
      const by = (held.startX - x) * perPixel
      return setWindow(within({ from: held.window.from + by, to: held.window.to + by }, whole))
    },
    onPointerUp: (event: PointerEvent) => {
      const held = drag.current
      drag.current = undefined
      setBrush(undefined)
      if (!held) return
      const { picture, whole, setWindow, setCursor } = latest.current
      const [from, to] = [held.startX, xOf(event)].sort((left, right) => left - right)
      if (!held.moved) return setCursor(picture.instantAt(xOf(event)))
      if (!held.brushes || from === undefined || to === undefined) return
      setWindow(within({ from: picture.instantAt(from), to: picture.instantAt(to) }, whole))
    },
    onPointerCancel: () => {
      drag.current = undefined
      setBrush(undefined)
    },
    // A link would otherwise be carried off as such.
    onDragStart: (event: Event) => event.preventDefault(),
  }
}
