import { useEffect, useState } from 'preact/hooks'
import type { Course } from '../generated/gwarchod/v1/course_pb'
import type { BoardRow, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import { useApp } from './app'

/** A service of the owner, with all its record in brief. */
export interface Service {
  readonly row: BoardRow
  readonly items: readonly TimelineItem[]
  readonly course: Course | undefined
}

interface Held {
  readonly services: readonly Service[]
  /** Of how many the record is still on its way, or could not be had. */
  readonly missing: number
}

interface Got {
  readonly changedAt: bigint
  readonly items: readonly TimelineItem[]
  readonly course: Course | undefined
}

/** The services of those rows, each asked for anew when its row changes. */
export function useOwner(rows: readonly BoardRow[]): Held {
  const { api } = useApp()
  const [got, setGot] = useState<ReadonlyMap<string, Got>>(new Map())
  const wanted = rows.map(({ provider, changedAt }) => `${provider} ${changedAt}`).join('\n')
  useEffect(() => {
    let current = true
    for (const { provider, changedAt } of rows) {
      if (got.get(provider)?.changedAt === changedAt) continue
      void Promise.all([api.briefTimeline(provider, ''), api.course(provider)]).then(
        ([timeline, course]) => {
          if (!current || timeline.kind !== 'ok') return
          const known: Got = {
            changedAt,
            items: timeline.value.items,
            course: course.kind === 'ok' ? course.value : undefined,
          }
          setGot((held) => new Map([...held, [provider, known]]))
        },
      )
    }
    return () => {
      current = false
    }
    // `wanted` says all of `rows` that matters here; what was got does not ask anew.
  }, [api, wanted])
  const services = rows.flatMap((row): Service[] => {
    const known = got.get(row.provider)
    return known ? [{ row, items: known.items, course: known.course }] : []
  })
  return { services, missing: rows.length - services.length }
}
