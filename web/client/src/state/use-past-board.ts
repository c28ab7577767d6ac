import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Api } from '../api/http'
import { boardView } from '../model/board'
import type { BoardView } from '../model/board'
import { thenOn, writeThen } from '../model/then'
import type { Failure } from './use-provider'

interface Held {
  readonly view: BoardView | undefined
  readonly failure: Failure | undefined
  readonly reload: () => void
}

/** The board as it stood at the end of a day; nothing for none. It is asked for once: the past stays as it is. */
export function usePastBoard(api: Api, on: string): Held {
  const [view, setView] = useState<BoardView>()
  const [failure, setFailure] = useState<Failure>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let current = true
    setView(undefined)
    setFailure(undefined)
    if (on !== '') {
      void api.board(writeThen(thenOn(on))).then((answer) => {
        if (!current) return
        if (answer.kind === 'ok') setView(boardView(answer.value))
        else setFailure(answer)
      })
    }
    return () => {
      current = false
    }
  }, [api, on, attempt])
  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  return { view, failure, reload }
}
