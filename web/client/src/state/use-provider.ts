import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Problem, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import { evolveProvider, providerPage, withBrief, withFull, withOlder } from '../model/timeline'
import type { ProviderPage } from '../model/timeline'
import { useApp } from './app'

const pageLength = 100
const longPageLength = 500

export type Failure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }

interface Held {
  readonly page: ProviderPage | undefined
  readonly failure: Failure | undefined
  /** True while older records are still on their way. */
  readonly loadingOlder: boolean
  readonly reload: () => void
  /** Asks for what an item says in full, where it is known in brief. */
  readonly loadFull: (item: TimelineItem) => void
}

/**
 * One provider, followed live: its latest records first, then all of them, in brief where they are many,
 * but the event `sought` in full. `then` is the part of the record looked at, as writeThen() writes it: one of the past stays as it is.
 */
export function useProvider(id: string, sought = '', then = ''): Held {
  const { api, live, line } = useApp()
  const [page, setPage] = useState<ProviderPage>()
  const [failure, setFailure] = useState<Failure>()
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let current = true
    let leave = () => {}
    setPage(undefined)
    setFailure(undefined)
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

  const next = page?.next ?? ''
  const isLong = (page?.view.row?.recordsCount ?? 0) > longPageLength
  useEffect(() => {
    let current = true
    if (next === '') return undefined
    const asked = isLong
      ? api.briefTimeline(id, next, then)
      : api.timeline(id, next, longPageLength, then)
    void asked.then((answer) => {
      if (!current) return
      if (answer.kind !== 'ok') setFailure(answer)
      else setPage((held) => held && (isLong ? withBrief : withOlder)(held, answer.value))
    })
    return () => {
      current = false
    }
  }, [api, id, then, next, isLong])

  const loadFull = useCallback(
    (item: TimelineItem) => {
      // Items before the version after it, one of them: itself.
      void api.timeline(id, String(item.version + 1n), 1, then).then((answer) => {
        if (answer.kind === 'ok') setPage((held) => held && withFull(held, answer.value))
      })
    },
    [api, id, then],
  )

  const soughtInBrief = page?.brief.has(sought)
    ? page.items.find(({ eventId }) => eventId === sought)
    : undefined
  useEffect(() => {
    if (soughtInBrief) loadFull(soughtInBrief)
  }, [soughtInBrief, loadFull])

  // Once when the line comes back; whoever fails while it is there asks again by hand.
  useEffect(() => {
    if (failure?.kind === 'unreachable' && line.kind === 'live') setAttempt((count) => count + 1)
  }, [line.kind])

  return {
    page,
    failure,
    loadingOlder: next !== '',
    loadFull,
    reload: () => setAttempt((count) => count + 1),
  }
}
