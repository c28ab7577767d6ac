import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { Agency, Precision } from '../../generated/gwarchod/v1/envelope_pb'
import { TimelineItemSchema } from '../../generated/gwarchod/v1/views_pb'
import { lineages } from '../lineage'
import { dayAt, embargoOf, oneDay, placeOf, whenOf } from './when'

const noon = (day: string) => BigInt(Date.parse(`${day}T12:00:00`))
const record = (...versions: MessageInitShape<typeof TimelineItemSchema>[]) => {
  const found = lineages(versions.map((version) => create(TimelineItemSchema, version)))[0]
  if (!found) throw new Error('no record')
  return found
}
const days = (from: number, to: number) => [dayAt(from), dayAt(to - 1)]

describe('when a record happened', () => {
  test('is its day, and its place the middle of that day', () => {
    const when = whenOf(
      record({ eventId: 'a', occurredFrom: '2026-05-03', recordedUnixMs: noon('2026-05-04') }),
    )
    expect(when?.kind).toBe('day')
    expect(when && days(when.happened.from, when.happened.to)).toEqual(['2026-05-03', '2026-05-03'])
    expect(when && placeOf(when) - when.happened.from).toBe(oneDay / 2)
    expect(when?.late).toBe(false)
  })
  test('is the whole month where it is known to the month only', () => {
    const when = whenOf(
      record({
        eventId: 'a',
        occurredFrom: '2026-02-11',
        precision: Precision.MONTH,
        recordedUnixMs: noon('2026-03-02'),
      }),
    )
    expect(when?.kind).toBe('vague')
    expect(when && days(when.happened.from, when.happened.to)).toEqual(['2026-02-01', '2026-02-28'])
  })
  test('is every day it lasted, and it stands where it began', () => {
    const when = whenOf(
      record({
        eventId: 'a',
        occurredFrom: '2026-05-03',
        occurredTo: '2026-05-09',
        recordedUnixMs: noon('2026-05-10'),
      }),
    )
    expect(when?.kind).toBe('lasted')
    expect(when && days(when.happened.from, when.happened.to)).toEqual(['2026-05-03', '2026-05-09'])
    expect(when && dayAt(placeOf(when))).toBe('2026-05-03')
  })
  test('is the day it was written down where nobody knows', () => {
    const when = whenOf(record({ eventId: 'a', recordedUnixMs: noon('2026-05-04') }))
    expect(when?.kind).toBe('undated')
    expect(when && dayAt(placeOf(when))).toBe('2026-05-04')
    expect(when?.late).toBe(false)
  })
})

describe('late knowledge', () => {
  const late = {
    eventId: 'a',
    occurredFrom: '2026-05-03',
    recordedUnixMs: noon('2026-08-01'),
    knownTo: [
      { agency: Agency.POLICE, since: '2026-06-01' },
      { agency: Agency.REGULATOR, since: '2026-09-01' },
    ],
  }
  test('is told by the day of recording, and by who knew before', () => {
    const when = whenOf(record(late))
    expect(when?.late).toBe(true)
    expect(when && dayAt(when.recorded)).toBe('2026-08-01')
    expect(when?.known.map(dayAt)).toEqual(['2026-06-01'])
  })
  test('counts to the first version; later ones have days of their own', () => {
    const when = whenOf(
      record(
        { eventId: 'a', occurredFrom: '2026-05-03', recordedUnixMs: noon('2026-05-04') },
        {
          eventId: 'b',
          updates: 'a',
          occurredFrom: '2026-05-03',
          recordedUnixMs: noon('2026-07-01'),
        },
      ),
    )
    expect(when?.late).toBe(false)
    expect(when?.later.map(dayAt)).toEqual(['2026-07-01'])
  })
  test('counts from the end of a month where only the month is known', () => {
    const of = (day: string) =>
      whenOf(
        record({
          eventId: 'a',
          occurredFrom: '2026-05-01',
          precision: Precision.MONTH,
          recordedUnixMs: noon(day),
        }),
      )?.late
    expect([of('2026-06-07'), of('2026-06-09')]).toEqual([false, true])
  })
})

describe('an embargo', () => {
  const begun = {
    eventId: 'a',
    kind: 'Embargo',
    occurredFrom: '2026-01-02',
    recordedUnixMs: noon('2026-01-02'),
    line: { en: 'Full · This authority', cy: 'Llawn · Yr awdurdod hwn' },
  }
  test('holds until it is lifted', () => {
    expect(embargoOf(record(begun))?.to).toBe(Number.POSITIVE_INFINITY)
    const lifted = { ...begun, line: { en: 'Full · This authority · Lifted on: 24 June 2026' } }
    const held = embargoOf(record(lifted))
    expect(held && days(held.from, held.to)).toEqual(['2026-01-02', '2026-06-24'])
  })
  test('that was corrected held never', () => {
    expect(embargoOf(record({ ...begun, correctedBy: 'x' }))).toBeUndefined()
  })
})
