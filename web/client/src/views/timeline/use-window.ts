import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Look } from '../../model/look'
import { windowOf } from '../../model/picture/window'
import { dayAt } from '../../model/picture/when'
import type { Stretch } from '../../model/picture/when'

/** After the picture was moved, so long until the address and the list follow. */
const settleMs = 200

interface Held {
  /** What the picture shows; nothing where nobody chose. */
  readonly window: Stretch | undefined
  /** What list and address show: the same, once it stands still. */
  readonly settled: Stretch | undefined
  readonly setWindow: (window: Stretch | undefined) => void
}

/**
 * The part of time looked at. It moves at once in the picture; the address, and with it the list, follow
 * when it stands still, for a browser takes only so many new addresses in a second.
 */
export function useWindow(look: Look, whole: Stretch, change: (look: Partial<Look>) => void): Held {
  const asked = useMemo(() => windowOf(look.from, look.to, whole), [look.from, look.to, whole])
  const [moved, setMoved] = useState<{ readonly window: Stretch | undefined }>()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const setWindow = useCallback(
    (window: Stretch | undefined) => {
      setMoved({ window })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        setMoved(undefined)
        change(
          window ? { from: dayAt(window.from), to: dayAt(window.to - 1) } : { from: '', to: '' },
        )
      }, settleMs)
    },
    [change],
  )
  return { window: moved ? moved.window : asked, settled: asked, setWindow }
}
