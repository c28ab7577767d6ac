import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Board } from '../generated/gwarchod/v1/views_pb'
import { seenUpTo } from '../model/board'
import { lasting, passing } from './storage'

interface Seen {
  /** The latest position seen on the last visit; nothing on a first one. */
  readonly before: bigint | undefined
  readonly markAll: () => void
}

// Of a board that changes many times a second, it need not be noted each time.
const noteMsMin = 1_000

/** Remembers how much of the board this account has seen on this computer. A visit is a browser tab. */
export function useSeen(account: string, board: Board | undefined): Seen {
  const key = `gwarchod.seen.${account}`
  const [before, setBefore] = useState(() => {
    const held = passing.read(key) ?? lasting.read(key) ?? ''
    if (passing.read(key) === undefined) passing.write(key, held)
    return /^\d+$/.test(held) ? BigInt(held) : undefined
  })
  const latest = useRef(board)
  latest.current = board
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const note = useCallback(() => {
    if (latest.current) lasting.write(key, String(seenUpTo(latest.current)))
  }, [key])
  useEffect(() => {
    if (!board || timer.current !== undefined) return
    note()
    timer.current = setTimeout(() => {
      timer.current = undefined
      note()
    }, noteMsMin)
  }, [note, board])
  useEffect(
    () => () => {
      if (timer.current === undefined) return
      clearTimeout(timer.current)
      timer.current = undefined
      note()
    },
    [note],
  )
  return {
    before,
    markAll: () => {
      if (!board) return
      const now = seenUpTo(board)
      passing.write(key, String(now))
      setBefore(now)
    },
  }
}
