import { options } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/**
 * How many parts of a long list are drawn: a few at once, the rest in between other work, so that the first
 * row does not wait for the last. On paper all of them.
 */
export function useGrowing(total: number, first: number, step: number): number {
  const [drawn, setDrawn] = useState(first)
  useEffect(() => {
    if (drawn >= total) return undefined
    const timer = setTimeout(() => setDrawn((held) => held + step), 0)
    return () => clearTimeout(timer)
  }, [drawn, total, step])
  useBeforePrint(() => setDrawn(Number.MAX_SAFE_INTEGER))
  return Math.min(drawn, total)
}

/** Called before the page is put on paper; what it changes is drawn by then. */
export function useBeforePrint(prepare: () => void, after?: () => void): void {
  const latest = useRef({ prepare, after })
  latest.current = { prepare, after }
  // Once, and at once: a listener added while others are being called would not be called with them.
  useLayoutEffect(() => {
    const before = () => {
      const usual = options.debounceRendering
      options.debounceRendering = (draw) => draw()
      latest.current.prepare()
      if (usual) options.debounceRendering = usual
      else delete options.debounceRendering
    }
    const done = () => latest.current.after?.()
    globalThis.addEventListener('beforeprint', before)
    globalThis.addEventListener('afterprint', done)
    return () => {
      globalThis.removeEventListener('beforeprint', before)
      globalThis.removeEventListener('afterprint', done)
    }
  }, [])
}
