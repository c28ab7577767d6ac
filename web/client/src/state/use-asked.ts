import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Answer } from '../api/http'

interface Asked<T> {
  readonly answer: Answer<T> | undefined
  readonly again: () => void
}

/** Asks the server once, and again when told to. `ask` must stay the same function between renders. */
export function useAsked<T>(ask: () => Promise<Answer<T>>): Asked<T> {
  const [answer, setAnswer] = useState<Answer<T>>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let current = true
    void ask().then((given) => {
      if (current) setAnswer(given)
    })
    return () => {
      current = false
    }
  }, [ask, attempt])
  const again = useCallback(() => setAttempt((count) => count + 1), [])
  return { answer, again }
}
