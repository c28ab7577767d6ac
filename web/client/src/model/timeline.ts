import type { Cause } from '../generated/gwarchod/v1/events_pb'
import type { ProviderView, Timeline, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import type { ServerFrame } from '../generated/gwarchod/v1/live_pb'
import { Precision } from '../generated/gwarchod/v1/envelope_pb'
import { dayOf, monthNumber, parseDay } from './dates'

/** One provider as it stands: its view and the part of its timeline loaded so far. */
export interface ProviderPage {
  readonly view: ProviderView
  readonly items: readonly TimelineItem[]
  /** Where the older records begin; empty when all are loaded. */
  readonly next: string
  readonly fresh: ReadonlySet<string>
  /** The items that are known without what they say in full. */
  readonly brief: ReadonlySet<string>
}

export function providerPage(view: ProviderView, timeline: Timeline): ProviderPage {
  return {
    view,
    items: inOrder(timeline.items),
    next: timeline.next,
    fresh: new Set(),
    brief: new Set(),
  }
}

/** Takes in one frame of the live topic `provider/<id>`. */
export function evolveProvider(page: ProviderPage, frame: ServerFrame): ProviderPage {
  switch (frame.frame.case) {
    case 'snapshot': {
      const { provider, timeline } = frame.frame.value
      const merged = timeline ? merge(page, timeline.items) : page
      return provider ? { ...merged, view: provider } : merged
    }
    case 'delta': {
      const { provider, items } = frame.frame.value
      const merged = merge(page, items)
      return provider ? { ...merged, view: provider } : merged
    }
    case 'bookmark':
    case 'refused':
    case 'pong':
    case undefined:
      return page
  }
}

export function withOlder(page: ProviderPage, older: Timeline): ProviderPage {
  const merged = merge(page, older.items)
  return { ...merged, next: older.next, fresh: page.fresh }
}

/** Takes in all items in brief; those held in full stay so. */
export function withBrief(page: ProviderPage, all: Timeline): ProviderPage {
  const held = new Set(page.items.map(({ eventId }) => eventId))
  const added = all.items.filter(({ eventId }) => !held.has(eventId))
  return {
    ...page,
    items: inOrder([...page.items, ...added]),
    next: all.next,
    brief: new Set([...page.brief, ...added.map(({ eventId }) => eventId)]),
  }
}

/** Takes in items in full. */
export function withFull(page: ProviderPage, found: Timeline): ProviderPage {
  return { ...merge(page, found.items), fresh: page.fresh }
}

function merge(page: ProviderPage, items: readonly TimelineItem[]): ProviderPage {
  const held = new Map(page.items.map((item) => [item.eventId, item]))
  const newest = page.items.reduce(
    (latest, item) => (item.version > latest ? item.version : latest),
    0n,
  )
  const fresh = new Set(page.fresh)
  const brief = new Set(page.brief)
  for (const item of items) {
    brief.delete(item.eventId)
    if (!held.has(item.eventId) && item.version > newest) fresh.add(item.eventId)
    held.set(item.eventId, item)
  }
  return { ...page, items: inOrder([...held.values()]), fresh, brief }
}

// The day it happened, latest first; of one day, what was recorded last comes first.
function inOrder(items: readonly TimelineItem[]): TimelineItem[] {
  return [...items].sort(
    (left, right) =>
      (left.occurredFrom < right.occurredFrom
        ? 1
        : left.occurredFrom > right.occurredFrom
          ? -1
          : 0) || (left.version < right.version ? 1 : -1),
  )
}

/** A record written down more days than this after it happened is said to be late. */
export const lateDays = 7

/** How many days after it happened it was written down; 0 where it is not said to the day when that was. */
export function daysLate(item: TimelineItem): number {
  const isExact =
    item.precision === Precision.DAY || item.precision === Precision.PRECISION_UNSPECIFIED
  const happened = parseDay(item.occurredTo || item.occurredFrom)
  const recorded = parseDay(dayOf(Number(item.recordedUnixMs)))
  if (!isExact || !happened || !recorded) return 0
  const dayNumber = ({ year, month, day }: typeof happened) => Date.UTC(year, month - 1, day)
  const dayMs = 86_400_000
  return Math.max(0, Math.round((dayNumber(recorded) - dayNumber(happened)) / dayMs))
}

export interface Month {
  readonly day: string
  readonly items: readonly TimelineItem[]
}

/** The items by the month they happened in; the order is kept. */
export function byMonth(items: readonly TimelineItem[]): readonly Month[] {
  const months: { day: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const day = `${item.occurredFrom.slice(0, 7)}-01`
    const last = months.at(-1)
    if (last?.day === day) last.items.push(item)
    else months.push({ day, items: [item] })
  }
  return months
}

/** A piece of a reason: plain words, or the date of a record that caused it. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'cause'; readonly text: string; readonly cause: Cause }

/**
 * The words of a reason with the dates in them tied to the records they speak of. A day told once for
 * several records, "12 Mar (2)", is told for each. Causes whose date the words do not give are returned
 * beside, so that no cause is left without a way to it.
 */
export function tie(text: string, causes: readonly Cause[]): { pieces: Piece[]; left: Cause[] } {
  const left = [...causes]
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(/(\d{1,2}) (\p{L}{3,})(?: (\d{4}))?( \((\d+)\))?/gu)) {
    const [whole, day, month, year, counted = '', count = '1'] = match
    const shown = whole.slice(0, whole.length - counted.length)
    const sought = { day: Number(day), month: monthNumber(month ?? ''), year }
    const found = left.filter((cause) => isOn(cause.occurred, sought)).slice(0, Number(count))
    if (found.length === 0) continue
    if (match.index > from) pieces.push({ kind: 'words', text: text.slice(from, match.index) })
    for (const [at, cause] of found.entries()) {
      if (at > 0) pieces.push({ kind: 'words', text: ', ' })
      pieces.push({ kind: 'cause', text: shown, cause })
      left.splice(left.indexOf(cause), 1)
    }
    from = match.index + (found.length === Number(count) ? whole.length : shown.length)
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) })
  return { pieces, left }
}

interface Sought {
  readonly day: number
  readonly month: number | undefined
  readonly year: string | undefined
}

function isOn(occurred: string, sought: Sought): boolean {
  const parts = parseDay(occurred)
  if (!parts || parts.day !== sought.day || parts.month !== sought.month) return false
  return sought.year === undefined || parts.year === Number(sought.year)
}
