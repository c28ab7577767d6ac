import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { Api } from '../api/http'
import type { Live } from '../api/live'
import type { ServerFrame } from '../generated/gwarchod/v1/live_pb'
import { boardView, evolveBoard } from '../model/board'
import type { BoardView } from '../model/board'

/** The board as it changes: of interest to the board alone, so that no other page is drawn anew with it. */
export interface LiveBoard {
  readonly now: () => BoardView | undefined
  readonly watch: (tell: () => void) => () => void
}

interface Held {
  /** As last asked for whole. */
  readonly view: BoardView | undefined
  readonly liveBoard: LiveBoard
  readonly failed: boolean
  readonly reload: () => void
}

// A page in the background draws no frames; what arrives is taken in all the same.
const waitMsMax = 1_000

/** Holds the board, and takes in what arrives between two frames of the screen at once. */
function boardStore() {
  let view: BoardView | undefined
  let frames: ServerFrame[] = []
  let asked: { readonly frame: number; readonly timer: ReturnType<typeof setTimeout> } | undefined
  const watchers = new Set<() => void>()

  function cancel(): void {
    if (asked) {
      cancelAnimationFrame(asked.frame)
      clearTimeout(asked.timer)
    }
    asked = undefined
  }
  function set(next: BoardView | undefined): void {
    cancel()
    frames = []
    if (view === next) return
    view = next
    for (const tell of watchers) tell()
  }
  function takeIn(): void {
    if (view) set(evolveBoard(view, frames))
  }
  return {
    now: () => view,
    watch: (tell: () => void) => {
      watchers.add(tell)
      return () => {
        watchers.delete(tell)
      }
    },
    set,
    take: (frame: ServerFrame) => {
      frames.push(frame)
      asked ??= { frame: requestAnimationFrame(takeIn), timer: setTimeout(takeIn, waitMsMax) }
    },
  }
}

/** The board: asked for once, then followed from its cursor for as long as somebody is signed in. */
export function useBoard(api: Api, live: Live, wanted: boolean, lineKind: string): Held {
  const store = useMemo(boardStore, [])
  const [view, setView] = useState<BoardView>()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    if (!wanted) {
      store.set(undefined)
      setView(undefined)
      return undefined
    }
    let current = true
    let leave = () => {}
    void api.board().then((answer) => {
      if (!current) return
      setFailed(answer.kind !== 'ok')
      if (answer.kind !== 'ok') return
      const whole = boardView(answer.value)
      store.set(whole)
      setView(whole)
      leave = live.follow('board', answer.value.cursor, store.take)
    })
    return () => {
      current = false
      leave()
    }
  }, [api, live, wanted, attempt, store])

  // The line came back: what could not be had may be had now.
  useEffect(() => {
    if (failed && lineKind === 'live') setAttempt((count) => count + 1)
  }, [failed, lineKind])

  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  return { view, liveBoard: store, failed, reload }
}

/** The board as it is at this moment. */
export function useLiveBoard(board: LiveBoard): BoardView | undefined {
  const [view, setView] = useState(board.now)
  useEffect(() => {
    setView(board.now())
    return board.watch(() => setView(board.now()))
  }, [board])
  return view
}
