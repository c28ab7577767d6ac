import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { waiting } from '../model/arrangement'
import type { Arrangement, Waiting } from '../model/arrangement'

// The order follows the record, but no faster than an eye does.
const orderMsMin = 1_000
const none: Waiting = { elsewhere: 0, reordered: false }

interface Held {
  readonly arranged: Arrangement
  /** What would move if it were arranged anew: kept back while somebody reads. */
  readonly waiting: Waiting
  readonly again: () => void
}

/**
 * Which rows stand where. What the reader asks for (`arrange` is another function) shows at once; what the
 * record brings (`news` is another value) waits while `isReading()`, so that no row moves under an eye.
 */
export function useArrangement(
  arrange: () => Arrangement,
  news: unknown,
  isReading: () => boolean,
): Held {
  const [turn, setTurn] = useState(0)
  const [kept, setKept] = useState<Waiting>(none)
  // `turn` stands for the news that `arrange` reads when it is called.
  const arranged = useMemo(arrange, [arrange, turn])
  const latest = useRef({ arrange, arranged })
  latest.current = { arrange, arranged }
  const behind = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)

  const again = useCallback(() => {
    behind.current = false
    last.current = Date.now()
    setKept(none)
    setTurn((held) => held + 1)
  }, [])

  useEffect(() => {
    setKept(none)
  }, [arrange])
  useEffect(() => {
    function look() {
      timer.current = undefined
      if (!isReading()) {
        again()
        return
      }
      last.current = Date.now()
      const found = waiting(latest.current.arranged, latest.current.arrange())
      setKept(found)
      behind.current = found.elsewhere > 0 || found.reordered
      // The reader may go away without anything else happening.
      if (behind.current) timer.current = setTimeout(look, orderMsMin)
    }
    if (timer.current !== undefined) return
    timer.current = setTimeout(look, Math.max(0, last.current + orderMsMin - Date.now()))
  }, [news, again, isReading])
  useEffect(() => () => clearTimeout(timer.current), [])

  return { arranged, waiting: kept, again }
}
