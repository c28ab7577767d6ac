import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * Keeps what has the focus in a list at the same height of the screen, whatever grows above it with this
 * drawing. To be used by what draws all that stands above it. (A browser by itself does so only for the first row in sight.)
 */
export function useStillFocus(list: RefObject<HTMLElement | null>): void {
  const held = list.current?.contains(document.activeElement) ? document.activeElement : undefined
  const before = held && inSight(held) ? held.getBoundingClientRect().top : undefined
  useLayoutEffect(() => {
    if (!held?.isConnected || before === undefined) return
    const moved = held.getBoundingClientRect().top - before
    if (moved !== 0) globalThis.scrollBy({ top: moved, behavior: 'instant' })
  })
}

function inSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < globalThis.innerHeight
}
