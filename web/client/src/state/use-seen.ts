import { useEffect, useState } from 'preact/hooks'
import type { Board } from '../generated/gwarchod/v1/views_pb'
import { seenUpTo } from '../model/board'
import { lasting, passing } from './storage'

interface Seen {
  /** The latest position seen on the last visit; nothing on a first one. */
  readonly before: bigint | undefined
  readonly markAll: () => void
}

/** Remembers how much of the board this account has seen on this computer. A visit is a browser tab. */
export function useSeen(account: string, board: Board | undefined): Seen {
  const key = `gwarchod.seen.${account}`
  const [before, setBefore] = useState(() => {
    const held = passing.read(key) ?? lasting.read(key) ?? ''
    if (passing.read(key) === undefined) passing.write(key, held)
    return /^\d+$/.test(held) ? BigInt(held) : undefined
  })
  useEffect(() => {
    if (board) lasting.write(key, String(seenUpTo(board)))
  }, [key, board])
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
