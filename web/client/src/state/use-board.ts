import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Api } from '../api/http'
import type { Live } from '../api/live'
import { boardView, evolveBoard } from '../model/board'
import type { BoardView } from '../model/board'

interface Held {
  readonly view: BoardView | undefined
  readonly failed: boolean
  readonly reload: () => void
}

/** The board: asked for once, then followed from its cursor for as long as somebody is signed in. */
export function useBoard(api: Api, live: Live, wanted: boolean, lineKind: string): Held {
  const [view, setView] = useState<BoardView>()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    if (!wanted) {
      setView(undefined)
      return undefined
    }
    let current = true
    let leave = () => {}
    void api.board().then((answer) => {
      if (!current) return
      setFailed(answer.kind !== 'ok')
      if (answer.kind !== 'ok') return
      setView(boardView(answer.value))
      leave = live.follow('board', answer.value.cursor, (frame) => {
        setView((held) => (held ? evolveBoard(held, frame) : held))
      })
    })
    return () => {
      current = false
      leave()
    }
  }, [api, live, wanted, attempt])

  // The line came back: what could not be had may be had now.
  useEffect(() => {
    if (failed && lineKind === 'live') setAttempt((count) => count + 1)
  }, [failed, lineKind])

  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  return { view, failed, reload }
}
