import type { BoardRow } from '../generated/gwarchod/v1/views_pb'
import { alphabetical, plain } from './language'
import type { Language } from './language'
import { direction } from './board'

export const orders = ['pressing', 'name', 'concerns', 'recorded', 'visited'] as const
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
  readonly changed: boolean
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
  changed: false,
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
  changed: 'changed',
} as const

export type Tick = keyof typeof ticks

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
    changed: tick('changed'),
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
  for (const key of ['inCounty', 'inUse', 'overdue', 'needsDecision', 'changed'] as const) {
    if (filter[key]) out.set(ticks[key], '1')
  }
  if (filter.order !== 'pressing') out.set('sort', filter.order)
  const query = out.toString()
  return query === '' ? '' : `?${query}`
}

/** How many things are asked for, beside the order. */
export function filterCount(filter: Filter): number {
  const { search, stage, sector, service, inCounty, inUse, overdue, needsDecision, changed } =
    filter
  return [
    search.trim(),
    stage,
    sector,
    service,
    inCounty,
    inUse,
    overdue,
    needsDecision,
    changed,
  ].filter(Boolean).length
}

export function matches(row: BoardRow, filter: Filter, seen: bigint | undefined): boolean {
  if (filter.stage !== '' && row.decided?.id !== filter.stage) return false
  if (filter.sector !== '' && row.sector !== filter.sector) return false
  if (filter.service !== '' && row.service !== filter.service) return false
  if (filter.inCounty && !row.inCounty) return false
  if (filter.inUse && !row.inUse) return false
  if (filter.overdue && row.overdueCount === 0) return false
  if (filter.needsDecision && !row.needsDecision) return false
  if (filter.changed && !isChanged(row, seen)) return false
  return found(row, filter.search)
}

/** True when the row changed after what the reader saw on the last visit; on a first visit nothing has. */
export function isChanged(row: BoardRow, seen: bigint | undefined): boolean {
  return seen !== undefined && row.changedAt > seen
}

function found(row: BoardRow, search: string): boolean {
  const sought = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (sought.length === 0) return true
  const text = plain([row.name, row.place, row.localAuthority, row.provider].join(' '))
  return sought.every((word) => text.includes(word))
}

type Compare = (left: BoardRow, right: BoardRow) => number

/** The rows in the order asked for; those equal in it, by name in the reader's alphabet. */
export function inOrder(rows: readonly BoardRow[], order: Order, language: Language): BoardRow[] {
  const byName = alphabetical(language)
  const first = comparers[order]
  return [...rows].sort((left, right) => first(left, right) || byName(left.name, right.name))
}

const latestFirst = (left: string, right: string) => (left < right ? 1 : left > right ? -1 : 0)

const comparers: Record<Order, Compare> = {
  name: () => 0,
  concerns: (left, right) => right.concerns90Days - left.concerns90Days,
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
