import type { Course, StageSpan } from '../../generated/gwarchod/v1/course_pb'
import { Strand } from '../../generated/gwarchod/v1/options_pb'
import type { StageName, TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { lineages } from '../lineage'
import type { Lineage } from '../lineage'
import { embargoOf, oneDay, placeOf, startOf, whenOf } from './when'
import type { Stretch, When } from './when'

/** A lane of the picture of one provider. Embargoes have one of their own. */
export type LaneId = keyof typeof Strand | 'EMBARGO'

const lanes: readonly LaneId[] = [
  'COMPLAINTS',
  'SAFEGUARDING',
  'VISITS',
  'INSPECTIONS',
  'WORKFORCE',
  'REGISTER',
  'PLANS',
  'MEETINGS',
  'EMBARGO',
]

/** A record with its place in time. */
export interface Drawn {
  readonly record: Lineage
  readonly when: When
  readonly place: number
}

export interface StageStretch extends Stretch {
  readonly stage: StageName
  /** It holds still: its end is only that of what is known. */
  readonly isOpen: boolean
}

/** What one row of the picture is made of: stages, records, or both. */
export interface Row {
  readonly id: string
  readonly label: string
  readonly decided: readonly StageStretch[]
  readonly suggested: readonly StageStretch[]
  readonly records: readonly Drawn[]
  readonly embargoes: readonly Stretch[]
}

/** The rows of one provider: its stages, where they are known, then a lane for each strand. */
export function providerRows(
  items: readonly TimelineItem[],
  course: Course | undefined,
  nameOf: (lane: LaneId | 'STAGE') => string,
): readonly Row[] {
  return [...stageRows(course, nameOf('STAGE')), ...laneRows(items, nameOf, course?.asOf)]
}

/** The stages of one provider; no row while they are not known. */
export function stageRows(course: Course | undefined, label: string): readonly Row[] {
  return course ? [{ id: 'STAGE', label, ...bandOf(course), records: [], embargoes: [] }] : []
}

/**
 * A lane for each strand. Lanes stand though they are empty: that nobody visited is to be seen. Changes of the
 * suggestion are told by the band, not by marks. What holds still is drawn to the end of the day `asOf`.
 */
export function laneRows(
  items: readonly TimelineItem[],
  nameOf: (lane: LaneId) => string,
  asOf = '',
): readonly Row[] {
  const byLane = new Map<LaneId, Drawn[]>()
  for (const one of drawn(items)) {
    const lane = laneOf(one.record.latest)
    const held = byLane.get(lane)
    if (held) held.push(one)
    else byLane.set(lane, [one])
  }
  const present = [...lanes, ...(byLane.has('RECORDKEEPING') ? (['RECORDKEEPING'] as const) : [])]
  return present.map((lane) => {
    const records = byLane.get(lane) ?? []
    return {
      id: lane,
      label: nameOf(lane),
      decided: [],
      suggested: [],
      records,
      embargoes: lane === 'EMBARGO' ? embargoesOf(records, asOf) : [],
    }
  })
}

/** One service of an owner: its stages, and all its records in one lane below them. */
export function serviceRow(
  id: string,
  label: string,
  items: readonly TimelineItem[],
  course: Course | undefined,
): Row {
  const records = drawn(items)
  const embargoes = records.filter(({ record }) => record.latest.kind === 'Embargo')
  return { id, label, ...bandOf(course), records, embargoes: embargoesOf(embargoes, course?.asOf) }
}

function drawn(items: readonly TimelineItem[]): readonly Drawn[] {
  return lineages(items.filter((item) => !item.system))
    .map((record) => ({ record, when: whenOf(record) }))
    .filter((one): one is { record: Lineage; when: When } => one.when !== undefined)
    .map((one) => ({ ...one, place: placeOf(one.when) }))
    .sort((left, right) => left.place - right.place)
}

function laneOf(item: TimelineItem): LaneId {
  if (item.kind === 'Embargo') return 'EMBARGO'
  const name = Strand[item.strand] as keyof typeof Strand
  return name === 'STRAND_UNSPECIFIED' ? 'RECORDKEEPING' : name
}

function embargoesOf(records: readonly Drawn[], asOf = ''): readonly Stretch[] {
  const end = endOf(asOf)
  return records
    .map(({ record }) => embargoOf(record))
    .filter((held) => held !== undefined)
    .map(({ from, to }) => ({ from, to: Math.min(to, end) }))
}

// Nobody knows of later days.
function endOf(asOf: string): number {
  const day = startOf(asOf)
  return day === undefined ? Number.POSITIVE_INFINITY : day + oneDay
}

function bandOf(course: Course | undefined): Pick<Row, 'decided' | 'suggested'> {
  return {
    decided: stretches(course, course?.decided),
    suggested: stretches(course, course?.suggested),
  }
}

// A stage that holds still is drawn to the day that was asked about.
function stretches(
  course: Course | undefined,
  spans: readonly StageSpan[] | undefined,
): readonly StageStretch[] {
  const end = endOf(course?.asOf ?? '')
  return (spans ?? []).flatMap(({ stage, from, to }) => {
    const start = startOf(from)
    if (!stage || start === undefined) return []
    return [{ stage, from: start, to: startOf(to) ?? end, isOpen: to === '' }]
  })
}

const twoYearsDays = 731

/** All the time that the rows speak of, up to the end of the day given, with a little room about it. */
export function wholeOf(rows: readonly Row[], today: string): Stretch {
  const end = (startOf(today) ?? Date.now()) + oneDay
  let from = end - 30 * oneDay
  let to = end
  for (const { records } of rows) {
    for (const { when } of records) {
      from = Math.min(from, when.happened.from)
      to = Math.max(to, when.happened.to)
    }
  }
  const room = (to - from) * 0.02
  return { from: from - room, to: to + room }
}

/** What is looked at first: the latest two years, or all there is where that is less. */
export function firstLook(rows: readonly Row[], today: string): Stretch {
  const whole = wholeOf(rows, today)
  return { from: Math.max(whole.from, whole.to - twoYearsDays * oneDay), to: whole.to }
}
