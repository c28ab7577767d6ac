import type { TimelineItem } from '../generated/gwarchod/v1/views_pb'

/** One record as people speak of it: what was written down first, and everything that brought it up to date. */
export interface Lineage {
  /** The event id of the latest version. */
  readonly id: string
  /** The version that counts. */
  readonly latest: TimelineItem
  /** Oldest first; at least one. */
  readonly versions: readonly TimelineItem[]
  /** True when the version that counts was corrected: it counts no more. */
  readonly struck: boolean
}

/**
 * The records among the items, in the order in which their latest versions come. A version whose earlier
 * one is not among the items begins a record.
 */
export function lineages(items: readonly TimelineItem[]): readonly Lineage[] {
  const held = new Map(items.map((item) => [item.eventId, item]))
  const followed = new Set(items.map((item) => item.updates).filter((event) => held.has(event)))
  return items
    .filter((item) => !followed.has(item.eventId))
    .map((latest) => ({
      id: latest.eventId,
      latest,
      versions: versionsUpTo(latest, held),
      struck: latest.correctedBy !== '',
    }))
}

function versionsUpTo(
  latest: TimelineItem,
  held: ReadonlyMap<string, TimelineItem>,
): readonly TimelineItem[] {
  const versions = [latest]
  const met = new Set([latest.eventId])
  let earlier = held.get(latest.updates)
  while (earlier && !met.has(earlier.eventId)) {
    versions.unshift(earlier)
    met.add(earlier.eventId)
    earlier = held.get(earlier.updates)
  }
  return versions
}
