import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Place } from './app'

function here(): Place {
  const { pathname, search, hash } = globalThis.location
  return { path: pathname, query: search, hash }
}

interface Held {
  readonly place: Place
  readonly go: (url: string, how?: 'push' | 'replace') => void
  readonly arrival: { pending: boolean }
}

/** The address bar as state. Links within the page are followed without a reload. */
export function usePlace(): Held {
  const [place, setPlace] = useState(here)
  const arrival = useRef({ pending: false }).current

  const move = useCallback(() => {
    const next = here()
    setPlace((held) => {
      if (held.path !== next.path) arrival.pending = true
      return next
    })
  }, [arrival])

  const go = useCallback(
    (url: string, how: 'push' | 'replace' = 'push') => {
      if (how === 'push') history.pushState(null, '', url)
      else history.replaceState(null, '', url)
      move()
    },
    [move],
  )

  useEffect(() => {
    function follow(event: MouseEvent) {
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.target !== '' || link.dataset['plain'] !== undefined) return
      if (link.origin !== location.origin || link.hasAttribute('download')) return
      event.preventDefault()
      go(link.pathname + link.search + link.hash)
    }
    // A link that looks like a button is told as one: then the space bar presses it too.
    function press(event: KeyboardEvent) {
      if (event.key !== ' ' || !(event.target instanceof HTMLAnchorElement)) return
      if (event.target.getAttribute('role') !== 'button') return
      event.preventDefault()
      event.target.click()
    }
    document.addEventListener('click', follow)
    document.addEventListener('keydown', press)
    globalThis.addEventListener('popstate', move)
    return () => {
      document.removeEventListener('click', follow)
      document.removeEventListener('keydown', press)
      globalThis.removeEventListener('popstate', move)
    }
  }, [go, move])

  return { place, go, arrival }
}
