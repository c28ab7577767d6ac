import { utcDay, utcMonth, utcYear } from 'd3-time'
import { Precision } from '../../generated/gwarchod/v1/envelope_pb'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { dayOf, parseDay, readDay } from '../dates'
import type { Day } from '../dates'
import type { Lineage } from '../lineage'
import { lateDays } from '../timeline'

/** A stretch of time in milliseconds since 1970, in UTC; `to` is not part of it. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** When a record happened, and when it came to be known. */
export interface When {
  readonly happened: Stretch
  /** On one day; over several; within a stretch nobody can narrow down; or nobody knows. */
  readonly kind: 'day' | 'lasted' | 'vague' | 'undated'
  /** The day it was first written down. */
  readonly recorded: number
  /** The days on which agencies are said to have known, before it was written down. */
  readonly known: readonly number[]
  /** True when it was written down more than a week after it happened. */
  readonly late: boolean
  /** The days on which later versions were written down. */
  readonly later: readonly number[]
}

export const oneDay = 86_400_000

/** The first instant of a day; nothing for what is no day. */
export function startOf(day: Day): number | undefined {
  const parts = parseDay(day)
  return parts ? Date.UTC(parts.year, parts.month - 1, parts.day) : undefined
}

/** The day that an instant of the picture falls on. */
export function dayAt(instant: number): Day {
  return utcDay.floor(new Date(instant)).toISOString().slice(0, 10)
}

/** Nothing for a record of which not even the day it was written down can be read. */
export function whenOf({ latest, versions }: Lineage): When | undefined {
  const first = versions[0] ?? latest
  const recorded = startOf(recordedOn(first))
  if (recorded === undefined) return undefined
  const { kind, happened } = happenedAt(latest, recorded)
  return {
    happened,
    kind,
    recorded,
    known: latest.knownTo
      .map(({ since }) => startOf(since))
      .filter((since) => since !== undefined && since >= happened.from && since < recorded)
      .map(Number),
    late: kind !== 'undated' && recorded - (happened.to - oneDay) > lateDays * oneDay,
    later: versions
      .slice(1)
      .map((version) => startOf(recordedOn(version)))
      .filter((day) => day !== undefined),
  }
}

function recordedOn(item: TimelineItem): Day {
  return dayOf(Number(item.recordedUnixMs))
}

function happenedAt(item: TimelineItem, recorded: number): Pick<When, 'kind' | 'happened'> {
  const from = startOf(item.occurredFrom)
  if (from === undefined || item.precision === Precision.UNKNOWN) {
    return {
      kind: 'undated',
      happened: { from: from ?? recorded, to: (from ?? recorded) + oneDay },
    }
  }
  const last = startOf(item.occurredTo) ?? from
  if (item.precision === Precision.MONTH || item.precision === Precision.YEAR) {
    const unit = item.precision === Precision.MONTH ? utcMonth : utcYear
    const end = unit.offset(unit.floor(new Date(Math.max(from, last))), 1)
    return {
      kind: 'vague',
      happened: { from: Number(unit.floor(new Date(from))), to: Number(end) },
    }
  }
  return {
    kind: last > from ? 'lasted' : 'day',
    happened: { from, to: Math.max(from, last) + oneDay },
  }
}

/** Where a record stands on the axis: the middle of a day or of what cannot be narrowed; where a long one began. */
export function placeOf({ kind, happened }: When): number {
  return kind === 'vague' ? (happened.from + happened.to) / 2 : happened.from + oneDay / 2
}

/** How long an embargo held: to the day it was lifted; `to` is infinite while it holds. */
export function embargoOf(record: Lineage): Stretch | undefined {
  const from = startOf(dayIn(record.latest, 'starts') ?? '') ?? startOf(record.latest.occurredFrom)
  if (from === undefined || record.struck) return undefined
  const lifted = startOf(dayIn(record.latest, 'liftedOn') ?? dayOfLine(record.latest) ?? '')
  return { from, to: lifted === undefined ? Number.POSITIVE_INFINITY : lifted + oneDay }
}

function dayIn(item: TimelineItem, name: string): Day | undefined {
  const shown = item.fields.find(({ field }) => field === name)
  return shown?.value ? readDay(shown.value.en) : undefined
}

// A brief item has no fields. The one day that the line of an embargo tells is that of its end.
function dayOfLine(item: TimelineItem): Day | undefined {
  return (item.line?.en ?? '')
    .split(' · ')
    .map((part) => readDay(part.slice(part.indexOf(':') + 1)))
    .find((day) => day !== undefined)
}
