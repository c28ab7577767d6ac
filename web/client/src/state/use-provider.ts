import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../generated/gwarchod/v1/views_pb'
import { evolveProvider, providerPage, withOlder } from '../model/timeline'
import type { ProviderPage } from '../model/timeline'
import { useApp } from './app'

const pageLength = 50
const longPageLength = 500
const pagesSearchedMax = 20

export type Failure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }

interface Held {
  readonly page: ProviderPage | undefined
  readonly failure: Failure | undefined
  readonly loadingOlder: boolean
  readonly loadOlder: () => void
  readonly reload: () => void
}

/**
 * One provider, followed live. `sought` is an event that must be among the items, however old; `then` the
 * part of the record looked at, as writeThen() writes it: one of the past stays as it is.
 */
export function useProvider(id: string, sought: string, then = ''): Held {
  const { api, live, line } = useApp()
  const [page, setPage] = useState<ProviderPage>()
  const [failure, setFailure] = useState<Failure>()
  const [loadingOlder, setLoadingOlder] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const searched = useRef(0)

  useEffect(() => {
    let current = true
    let leave = () => {}
    setPage(undefined)
    setFailure(undefined)
    searched.current = 0
    void Promise.all([api.provider(id, then), api.timeline(id, '', pageLength, then)]).then(
      ([view, timeline]) => {
        if (!current) return undefined
        if (view.kind !== 'ok') return setFailure(view)
        if (timeline.kind !== 'ok') return setFailure(timeline)
        setPage(providerPage(view.value, timeline.value))
        if (then !== '') return undefined
        leave = live.follow(`provider/${id}`, '', (frame) => {
          setPage((held) => (held ? evolveProvider(held, frame) : held))
        })
        return undefined
      },
    )
    return () => {
      current = false
      leave()
    }
  }, [api, live, id, then, attempt])

  const older = useCallback(
    (next: string, length: number) => {
      setLoadingOlder(true)
      void api.timeline(id, next, length, then).then((answer) => {
        setLoadingOlder(false)
        if (answer.kind === 'ok') setPage((held) => (held ? withOlder(held, answer.value) : held))
      })
    },
    [api, id, then],
  )

  useEffect(() => {
    if (!page || loadingOlder || sought === '' || page.next === '') return
    if (page.items.some((item) => item.eventId === sought)) return
    if (searched.current >= pagesSearchedMax) return
    searched.current += 1
    older(page.next, longPageLength)
  }, [page, sought, loadingOlder, older])

  useEffect(() => {
    if (failure?.kind === 'unreachable' && line.kind === 'live') setAttempt((count) => count + 1)
  }, [failure, line.kind])

  return {
    page,
    failure,
    loadingOlder,
    loadOlder: () => page && older(page.next, pageLength),
    reload: () => setAttempt((count) => count + 1),
  }
}
