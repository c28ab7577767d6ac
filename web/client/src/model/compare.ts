import type { Reason } from '../generated/gwarchod/v1/events_pb'
import type { ProviderView, StageName, TimelineItem } from '../generated/gwarchod/v1/views_pb'

/** A provider on one day: where it stood, and what was on record. */
export interface Known {
  readonly view: ProviderView
  readonly items: readonly TimelineItem[]
}

export interface Compared {
  readonly decided: readonly [StageName | undefined, StageName | undefined]
  readonly suggested: readonly [StageName | undefined, StageName | undefined]
  readonly gained: readonly Reason[]
  readonly lost: readonly Reason[]
  readonly stayed: readonly Reason[]
  /** On record on the second day and not on the first, in the order given; nothing of the system's own. */
  readonly records: readonly TimelineItem[]
  /** On record on both days, but corrected between them. */
  readonly corrected: readonly TimelineItem[]
}

/** What lies between two days. A reason is the same while it is the same rule that gives it. */
export function compare(before: Known, after: Known): Compared {
  const [then, now] = [before.view.status, after.view.status]
  const [rulesThen, rulesNow] = [then, now].map(
    (status) => new Set((status?.reasons ?? []).map(({ rule }) => rule)),
  )
  const held = new Map(before.items.map((item) => [item.eventId, item]))
  return {
    decided: [then?.decided, now?.decided],
    suggested: [then?.suggested, now?.suggested],
    gained: (now?.reasons ?? []).filter(({ rule }) => !rulesThen?.has(rule)),
    lost: (then?.reasons ?? []).filter(({ rule }) => !rulesNow?.has(rule)),
    stayed: (now?.reasons ?? []).filter(({ rule }) => rulesThen?.has(rule)),
    records: after.items.filter(({ eventId, system }) => !system && !held.has(eventId)),
    corrected: after.items.filter(
      ({ eventId, correctedBy }) => correctedBy !== '' && held.get(eventId)?.correctedBy === '',
    ),
  }
}
