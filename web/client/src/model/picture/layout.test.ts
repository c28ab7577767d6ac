import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { CourseSchema } from '../../generated/gwarchod/v1/course_pb'
import { Severity } from '../../generated/gwarchod/v1/envelope_pb'
import { Strand } from '../../generated/gwarchod/v1/options_pb'
import { TimelineItemSchema } from '../../generated/gwarchod/v1/views_pb'
import { layOut } from './layout'
import type { Cluster, Mark, Picture } from './layout'
import { firstLook, providerRows, serviceRow, wholeOf } from './rows'
import { dayAt, oneDay } from './when'

const noon = (day: string) => BigInt(Date.parse(`${day}T12:00:00`))
const item = (
  eventId: string,
  day: string,
  more: MessageInitShape<typeof TimelineItemSchema> = {},
) =>
  create(TimelineItemSchema, {
    eventId,
    occurredFrom: day,
    recordedUnixMs: noon(day),
    strand: Strand.COMPLAINTS,
    concern: true,
    ...more,
  })
const course = create(CourseSchema, {
  asOf: '2026-05-31',
  decided: [
    { stage: { id: 'routine', level: 0 }, from: '2024-01-01', to: '2026-03-01' },
    { stage: { id: 'enhanced', level: 1 }, from: '2026-03-01' },
  ],
  suggested: [{ stage: { id: 'routine', level: 0 }, from: '2024-01-01' }],
})
const rowsOf = (items: Parameters<typeof providerRows>[0], stages = course) =>
  providerRows(items, stages, (lane) => lane)
const window = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 6, 1) }
const draw = (items: Parameters<typeof providerRows>[0], at = window) =>
  layOut(rowsOf(items), at, 1000)
const marksIn = (picture: Picture, lane: string) =>
  picture.rows.find(({ row }) => row.id === lane)?.marks ?? []
const only = (picture: Picture) => picture.rows.flatMap(({ marks }) => marks)[0] as Mark

describe('the rows of a provider', () => {
  test('are its stages, then every lane though nothing is in it', () => {
    expect(rowsOf([]).map(({ id }) => id)).toEqual([
      'STAGE',
      'COMPLAINTS',
      'SAFEGUARDING',
      'VISITS',
      'INSPECTIONS',
      'WORKFORCE',
      'REGISTER',
      'PLANS',
      'MEETINGS',
      'EMBARGO',
    ])
  })
  test('have no stages while nobody says them', () => {
    expect(providerRows([], undefined, (lane) => lane)[0]?.id).toBe('COMPLAINTS')
  })
  test('keep embargoes apart from the meetings that decide them', () => {
    const picture = draw([
      item('a', '2026-02-01', { kind: 'Embargo', strand: Strand.MEETINGS }),
      item('b', '2026-02-01', { kind: 'StageDecision', strand: Strand.MEETINGS }),
    ])
    expect(marksIn(picture, 'EMBARGO').map(({ id }) => id)).toEqual(['a'])
    expect(marksIn(picture, 'MEETINGS').map(({ id }) => id)).toEqual(['b'])
    const [held] = picture.rows.at(-1)?.embargoes ?? []
    const end = (held?.x ?? 0) + (held?.width ?? 0)
    expect(dayAt(picture.instantAt(end - 0.01))).toBe('2026-05-31')
  })
  test('draw what the system wrote in the band, never as a mark', () => {
    const said = item('a', '2026-02-01', { system: true, kind: 'SuggestedStageChanged' })
    expect(draw([said]).rows.flatMap(({ marks }) => marks)).toEqual([])
  })
  test('of an owner hold stages and records of each service together', () => {
    const row = serviceRow('rose-court', 'Rose Court', [item('a', '2026-02-01')], course)
    const [laid] = layOut([row], window, 1000).rows
    expect(laid?.decided).toHaveLength(2)
    expect(laid?.marks).toHaveLength(1)
  })
})

describe('a mark', () => {
  test('grows with how serious it was, and changes its shape', () => {
    const severities = [Severity.LOW, Severity.MODERATE, Severity.SERIOUS, Severity.CRITICAL]
    const marks = severities.map((severity) => only(draw([item('a', '2026-02-01', { severity })])))
    expect(new Set(marks.map(({ shape }) => shape)).size).toBe(4)
    const sizes = marks.map(({ radius }) => radius)
    expect(sizes).toEqual([...sizes].sort((left, right) => left - right))
    expect(new Set(sizes).size).toBe(4)
  })
  test('that is no concern has a shape of its own', () => {
    const visit = { concern: false, strand: Strand.VISITS }
    expect(only(draw([item('a', '2026-02-01', visit)])).shape).toBe('square')
  })
  test('stands for a record with all its versions', () => {
    const picture = draw([
      item('b', '2026-02-01', { updates: 'a', recordedUnixMs: noon('2026-03-01') }),
      item('a', '2026-02-01', { updatedBy: 'b' }),
    ])
    const marks = marksIn(picture, 'COMPLAINTS') as Mark[]
    expect(marks.map(({ id, later }) => [id, later.length])).toEqual([['b', 1]])
    expect(marks[0]?.later[0]).toBeCloseTo(picture.xOf(Date.UTC(2026, 2, 1) + oneDay / 2))
  })
  test('known late has a tail to the day it was written down', () => {
    const picture = draw([item('a', '2026-02-01', { recordedUnixMs: noon('2026-04-01') })])
    expect(dayAt(picture.instantAt(only(picture).tail?.to ?? 0))).toBe('2026-04-01')
    expect(only(draw([item('a', '2026-02-01')])).tail).toBeUndefined()
  })
  test('whose tail leaves the window is cut at its edge', () => {
    const picture = draw([item('a', '2026-02-01', { recordedUnixMs: noon('2027-04-01') })])
    expect(only(picture).tail?.to).toBeCloseTo(picture.plot.right)
  })
  test('outside the window is not drawn', () => {
    expect(draw([item('a', '2025-02-01')]).rows.flatMap(({ marks }) => marks)).toEqual([])
  })
})

describe('records at one place', () => {
  const close = ['2026-02-01', '2026-02-02', '2026-02-02'].map((day, index) =>
    item(String(index), day, { severity: index === 1 ? Severity.SERIOUS : Severity.LOW }),
  )
  test('are one mark with their number, which tells the worst of them', () => {
    const [cluster] = marksIn(draw(close), 'COMPLAINTS') as Cluster[]
    expect(cluster?.kind).toBe('cluster')
    expect(cluster?.all).toHaveLength(3)
    expect(cluster?.worst).toBe(Severity.SERIOUS)
    expect(cluster?.concerns).toBe(3)
  })
  test('come apart when looked at closely', () => {
    const near = { from: Date.UTC(2026, 0, 29), to: Date.UTC(2026, 1, 6) }
    const marks = marksIn(draw(close, near), 'COMPLAINTS')
    expect(marks.map(({ kind }) => kind)).toEqual(['mark', 'mark', 'mark'])
  })
  test('stand one above the other where they are two', () => {
    const [left, right] = marksIn(draw(close.slice(1)), 'COMPLAINTS')
    expect(left?.y).not.toBe(right?.y)
  })
  test('stay together while the window moves', () => {
    const gathered = (shift: number) =>
      marksIn(
        draw(
          Array.from({ length: 60 }, (_, day) =>
            item(String(day), dayAt(window.from + day * oneDay)),
          ),
          { from: window.from - shift, to: window.to - shift },
        ),
        'COMPLAINTS',
      ).map(({ id }) => id)
    expect(gathered(oneDay * 3.5)).toEqual(gathered(oneDay * 9.2))
  })
  test('are few marks, however many records there are', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      item(String(index), dayAt(window.from + (index % 180) * oneDay)),
    )
    expect(draw(many).rows.flatMap(({ marks }) => marks).length).toBeLessThan(60)
  })
})

describe('the axis', () => {
  test('fits its days into the window, and names years and months where they begin', () => {
    const { ticks, plot } = draw([])
    expect(ticks.map(({ day, unit }) => [day, unit])).toContainEqual(['2026-01-01', 'year'])
    expect(ticks.map(({ day, unit }) => [day, unit])).toContainEqual(['2026-02-01', 'month'])
    for (const { x } of ticks) expect(x >= plot.left && x <= plot.right).toBe(true)
  })
  test('says which day a place of it is', () => {
    const picture = draw([])
    expect(dayAt(picture.instantAt(picture.xOf(Date.UTC(2026, 4, 3) + oneDay / 2)))).toBe(
      '2026-05-03',
    )
  })
  test('has fewer days on a narrow screen, and names above the lanes', () => {
    const narrow = layOut(rowsOf([]), window, 300)
    expect(narrow.ticks.length).toBeLessThan(draw([]).ticks.length)
    expect(narrow.labelsBeside).toBe(false)
    expect(narrow.plot.left).toBeLessThan(20)
  })
})

describe('a stage', () => {
  test('runs to the day of the next, and the last to the day that was asked about', () => {
    const stages = draw([]).rows[0]
    const [first, second] = stages?.decided ?? []
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeCloseTo(second?.x ?? 0)
    const end = (second?.x ?? 0) + (second?.width ?? 0)
    expect(dayAt(draw([]).instantAt(end - 0.01))).toBe('2026-05-31')
    expect(second?.span.to).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('what is looked at first', () => {
  test('is the latest two years, where there are more', () => {
    const rows = rowsOf([item('a', '2015-01-01'), item('b', '2026-05-01')])
    expect(dayAt(firstLook(rows, '2026-06-01').from) >= '2024-05-01').toBe(true)
    expect(dayAt(wholeOf(rows, '2026-06-01').from) <= '2015-01-01').toBe(true)
  })
  test('is never without any time, though there are no records', () => {
    const { from, to } = firstLook(rowsOf([]), '2026-06-01')
    expect(to).toBeGreaterThan(from)
  })
})
