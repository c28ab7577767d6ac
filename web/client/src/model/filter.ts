import type { BoardRow } from '../generated/gwarchod/v1/views_pb'
import { plain } from './language'
import { direction } from './board'

export const orders = ['pressing', 'name', 'concerns', 'review', 'recorded', 'visited'] as const
export type Order = (typeof orders)[number]

/** What the reader asked the board to show. Kept in the address, so that it can be sent to a colleague. */
export interface Filter {
  readonly search: string
  readonly stage: string
  readonly sector: string
  readonly service: string
  readonly inCounty: boolean
  readonly inUse: boolean
  readonly overdue: boolean
  readonly needsDecision: boolean
  readonly toReview: boolean
  readonly changed: boolean
  readonly sinceMeeting: boolean
  readonly order: Order
  /** The day on which the board is looked at as it stood; '' for now. */
  readonly on: string
}

export const everything: Filter = {
  search: '',
  stage: '',
  sector: '',
  service: '',
  inCounty: false,
  inUse: false,
  overdue: false,
  needsDecision: false,
  toReview: false,
  changed: false,
  sinceMeeting: false,
  order: 'pressing',
  on: '',
}

const texts = {
  search: 'q',
  stage: 'stage',
  sector: 'sector',
  service: 'service',
  on: 'on',
} as const
const ticks = {
  inCounty: 'county',
  inUse: 'use',
  overdue: 'overdue',
  needsDecision: 'decide',
  toReview: 'again',
  changed: 'changed',
  sinceMeeting: 'meeting',
} as const

export type Tick = keyof typeof ticks
const everyTick = Object.keys(ticks) as Tick[]

export function readFilter(query: string): Filter {
  const asked = new URLSearchParams(query)
  const text = (key: keyof typeof texts) => asked.get(texts[key]) ?? ''
  const tick = (key: Tick) => asked.get(ticks[key]) === '1'
  return {
    search: text('search'),
    stage: text('stage'),
    sector: text('sector'),
    service: text('service'),
    inCounty: tick('inCounty'),
    inUse: tick('inUse'),
    overdue: tick('overdue'),
    needsDecision: tick('needsDecision'),
    toReview: tick('toReview'),
    changed: tick('changed'),
    sinceMeeting: tick('sinceMeeting'),
    order: orders.find((order) => order === asked.get('sort')) ?? 'pressing',
    on: text('on'),
  }
}

/** The query string of a filter, with its "?", or empty when it shows everything. */
export function writeFilter(filter: Filter): string {
  const out = new URLSearchParams()
  for (const key of ['search', 'stage', 'sector', 'service', 'on'] as const) {
    if (filter[key] !== '') out.set(texts[key], filter[key])
  }
  for (const key of everyTick) {
    if (filter[key]) out.set(ticks[key], '1')
  }
  if (filter.order !== 'pressing') out.set('sort', filter.order)
  const query = out.toString()
  return query === '' ? '' : `?${query}`
}

/** How many things are asked for, beside the order. */
export function filterCount(filter: Filter): number {
  const { search, stage, sector, service } = filter
  const ticked = everyTick.map((tick) => filter[tick])
  return [search.trim(), stage, sector, service, ...ticked].filter(Boolean).length
}

/** What the board is looked at from: the day it stands on, and since when a change is news. */
export interface Since {
  readonly asOf: string
  /** The latest position seen on the last visit; nothing on a first one. */
  readonly seen: bigint | undefined
  /** When the day of the last meeting ended; nothing when no meeting is on record. */
  readonly meetingUnixMs: number | undefined
}

export function matches(row: BoardRow, filter: Filter, since: Since): boolean {
  if (filter.stage !== '' && row.decided?.id !== filter.stage) return false
  if (filter.sector !== '' && row.sector !== filter.sector) return false
  if (filter.service !== '' && row.service !== filter.service) return false
  if (filter.inCounty && !row.inCounty) return false
  if (filter.inUse && !row.inUse) return false
  if (filter.overdue && !isOverdue(row, since.asOf)) return false
  if (filter.needsDecision && !row.needsDecision) return false
  if (filter.toReview && !row.decisionToReview) return false
  if (filter.changed && !isChanged(row, since.seen)) return false
  if (filter.sinceMeeting && !isSinceMeeting(row, since.meetingUnixMs)) return false
  return found(row, filter.search)
}

/** True when the row changed after what the reader saw on the last visit; on a first visit nothing has. */
export function isChanged(row: BoardRow, seen: bigint | undefined): boolean {
  return seen !== undefined && row.changedAt > seen
}

/** True when the row changed on a day after the last meeting: what the meeting could not have seen. */
export function isSinceMeeting(row: BoardRow, meetingUnixMs: number | undefined): boolean {
  return meetingUnixMs !== undefined && Number(row.changedUnixMs) >= meetingUnixMs
}

/**
 * The latest day before the one given on which a meeting looked at any of them; '' when none did. A meeting
 * that sits today wants to know what is new since the one before.
 */
export function lastMeeting(rows: readonly BoardRow[], asOf: string): string {
  return rows.reduce((last, { lastReviewOn: day }) => (day > last && day < asOf ? day : last), '')
}

/** The days on which meetings last looked at any of them, the latest first. */
export function meetingDays(rows: readonly BoardRow[]): readonly string[] {
  const days = new Set(rows.map((row) => row.lastReviewOn).filter((day) => day !== ''))
  return [...days].sort(latestFirst)
}

/** True when something was to be done, or its stage to be reviewed, before the day given. */
export function isOverdue(row: BoardRow, asOf: string): boolean {
  return (
    row.overdueCount > 0 || row.overdueActions > 0 || (row.reviewOn !== '' && row.reviewOn < asOf)
  )
}

function found(row: BoardRow, search: string): boolean {
  const sought = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (sought.length === 0) return true
  const text = plain(
    [row.name, row.place, row.localAuthority, row.ownerGroup, row.provider].join(' '),
  )
  return sought.every((word) => text.includes(word))
}

type Compare = (left: BoardRow, right: BoardRow) => number

/** The rows in the order asked for; those equal in it, by the places of their names in an alphabet. */
export function inOrder(
  rows: readonly BoardRow[],
  order: Order,
  places: ReadonlyMap<string, number>,
): BoardRow[] {
  const place = (row: BoardRow) => places.get(row.name) ?? 0
  const first = comparers[order]
  return [...rows].sort((left, right) => first(left, right) || place(left) - place(right))
}

const latestFirst = (left: string, right: string) => (left < right ? 1 : left > right ? -1 : 0)

// After every day.
const never = '9999-99-99'

const comparers: Record<Order, Compare> = {
  name: () => 0,
  concerns: (left, right) => right.concerns90Days - left.concerns90Days,
  // The soonest first, and so the most overdue; none set comes last.
  review: (left, right) => latestFirst(right.reviewOn || never, left.reviewOn || never),
  recorded: (left, right) => latestFirst(left.lastRecordOn, right.lastRecordOn),
  // The longest unvisited first; never visited before all.
  visited: (left, right) => latestFirst(right.lastVisitOn, left.lastVisitOn),
  pressing: (left, right) =>
    Number(right.needsDecision) - Number(left.needsDecision) ||
    higher(right) - higher(left) ||
    right.concerns90Days - left.concerns90Days ||
    right.overdueCount - left.overdueCount,
}

function higher(row: BoardRow): number {
  return direction(row) === 'higher' ? (row.suggested?.level ?? 0) : 0
}
