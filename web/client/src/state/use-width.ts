import { useEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

/** How wide an element is, in pixels; 0 until it is on the screen. */
export function useWidth<T extends HTMLElement>(): readonly [RefObject<T | null>, number] {
  const element = useRef<T>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const { current } = element
    if (!current) return undefined
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width))
    })
    setWidth(Math.floor(current.getBoundingClientRect().width))
    watch.observe(current)
    return () => watch.disconnect()
  }, [])
  return [element, width]
}
