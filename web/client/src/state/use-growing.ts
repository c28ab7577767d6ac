import { options } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'

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
  // At once, not after the next frame: it may be printed as soon as it is seen.
  useLayoutEffect(() => {
    const now = () => {
      const usual = options.debounceRendering
      options.debounceRendering = (draw) => draw()
      prepare()
      if (usual) options.debounceRendering = usual
      else delete options.debounceRendering
    }
    globalThis.addEventListener('beforeprint', now)
    if (after) globalThis.addEventListener('afterprint', after)
    return () => {
      globalThis.removeEventListener('beforeprint', now)
      if (after) globalThis.removeEventListener('afterprint', after)
    }
  })
}
