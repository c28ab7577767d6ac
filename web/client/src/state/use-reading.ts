import type { RefObject } from 'preact'
import { useCallback, useEffect, useRef } from 'preact/hooks'

// A pointer that lies still for so long was left there.
const pointerMsMax = 15_000

/**
 * Whether somebody is in the midst of a list: the focus, a chosen text or a moving mouse is in it, or its
 * beginning is scrolled away. What they read must then stay where it is.
 */
export function useReading(list: RefObject<HTMLElement | null>): () => boolean {
  const pointed = useRef(0)
  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    const follow = (event: PointerEvent) => {
      pointed.current = event.pointerType === 'mouse' ? Date.now() : 0
    }
    const forget = () => {
      pointed.current = 0
    }
    element.addEventListener('pointermove', follow)
    element.addEventListener('pointerleave', forget)
    return () => {
      element.removeEventListener('pointermove', follow)
      element.removeEventListener('pointerleave', forget)
    }
  }, [list])
  return useCallback(() => {
    const element = list.current
    if (!element) return false
    if (element.contains(document.activeElement)) return true
    if (Date.now() - pointed.current < pointerMsMax) return true
    const chosen = document.getSelection()
    if (chosen && !chosen.isCollapsed && element.contains(chosen.anchorNode)) return true
    return element.getBoundingClientRect().top < 0
  }, [list])
}
