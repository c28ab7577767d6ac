import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../api/http'
import { compare } from '../model/compare'
import type { Compared, Known } from '../model/compare'
import { writeThen } from '../model/then'
import { useApp } from './app'
import type { Failure } from './use-provider'

interface Held {
  readonly compared: Compared | undefined
  readonly failure: Failure | undefined
}

/** A provider as it was known at the end of two days, to everyone or to one agency; nothing for no days. */
export function useCompared(id: string, before: string, after: string, by: string): Held {
  const { api } = useApp()
  const [held, setHeld] = useState<Held>({ compared: undefined, failure: undefined })
  useEffect(() => {
    let current = true
    setHeld({ compared: undefined, failure: undefined })
    async function knownOn(day: string): Promise<Answer<Known>> {
      const then = writeThen({ known: day, on: '', by })
      const [view, timeline] = await Promise.all([
        api.provider(id, then),
        api.briefTimeline(id, '', then),
      ])
      if (view.kind !== 'ok') return view
      if (timeline.kind !== 'ok') return timeline
      return { kind: 'ok', value: { view: view.value, items: timeline.value.items } }
    }
    if (before !== '' && after !== '') {
      void Promise.all([knownOn(before), knownOn(after)]).then(([first, second]) => {
        if (!current) return
        if (first.kind !== 'ok') setHeld({ compared: undefined, failure: first })
        else if (second.kind !== 'ok') setHeld({ compared: undefined, failure: second })
        else setHeld({ compared: compare(first.value, second.value), failure: undefined })
      })
    }
    return () => {
      current = false
    }
  }, [api, id, before, after, by])
  return held
}
