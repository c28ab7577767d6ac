import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { Strand } from '../../generated/gwarchod/v1/options_pb'
import { TimelineItemSchema } from '../../generated/gwarchod/v1/views_pb'
import { layOut } from './layout'
import { providerRows } from './rows'
import { dayAt, oneDay } from './when'
import { holding, neighbour, panned, windowOf, within, zoomed } from './window'

const whole = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2027, 0, 1) }
const window = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 3, 11) }

describe('the window', () => {
  test('looks closer at a place that stays where it is', () => {
    const about = Date.UTC(2026, 0, 26)
    const closer = zoomed(window, 0.5, about, whole)
    expect(closer.to - closer.from).toBe((window.to - window.from) / 2)
    const share = ({ from, to }: typeof window) => (about - from) / (to - from)
    expect(share(closer)).toBeCloseTo(share(window))
  })
  test('never shows less than a week, nor more than there is', () => {
    const closest = zoomed(window, 0.0001, window.from, whole)
    expect(closest.to - closest.from).toBe(7 * oneDay)
    expect(zoomed(window, 1000, window.from, whole)).toEqual(whole)
  })
  test('stops at either end, and keeps its length', () => {
    const last = panned(window, 100, whole)
    expect(last.to).toBe(whole.to)
    expect(last.to - last.from).toBe(window.to - window.from)
    expect(panned(window, -100, whole).from).toBe(whole.from)
  })
  test('is read from the days of the address, both within', () => {
    const asked = windowOf('2026-03-01', '2026-03-31', whole)
    expect(asked && [dayAt(asked.from), dayAt(asked.to - 1)]).toEqual(['2026-03-01', '2026-03-31'])
    expect(windowOf('', '', whole)).toBeUndefined()
    expect(windowOf('', '2026-03-31', whole)?.from).toBe(whole.from)
  })
  test('asked for beyond what there is shows what there is', () => {
    const beyond = within({ from: 0, to: Date.UTC(2040, 0, 1) }, whole)
    expect(beyond).toEqual(whole)
  })
})

describe('the mark beside another', () => {
  const item = (eventId: string, occurredFrom: string, strand: Strand) =>
    create(TimelineItemSchema, {
      eventId,
      occurredFrom,
      strand,
      recordedUnixMs: BigInt(Date.parse(`${occurredFrom}T12:00:00`)),
    })
  const items = [
    item('early', '2025-02-01', Strand.COMPLAINTS),
    item('late', '2026-10-01', Strand.COMPLAINTS),
    item('visit', '2026-09-20', Strand.VISITS),
    ...[1, 2, 3].map((day) => item(`check${day}`, `2025-03-0${day}`, Strand.WORKFORCE)),
  ]
  const picture = layOut(
    providerRows(items, undefined, (lane) => lane),
    whole,
    1000,
  )
  test('stands in its row to the left and the right', () => {
    expect(neighbour(picture, 'early', 'right')).toBe('late')
    expect(neighbour(picture, 'late', 'left')).toBe('early')
    expect(neighbour(picture, 'late', 'right')).toBe('late')
    expect(neighbour(picture, 'late', 'first')).toBe('early')
  })
  test('is the nearest in time of the next row that has any', () => {
    expect(neighbour(picture, 'early', 'down')).toBe('visit')
    expect(neighbour(picture, 'visit', 'up')).toBe('late')
    expect(neighbour(picture, 'visit', 'down')).toMatch(/^WORKFORCE:/)
  })
  test('is found again when it has become part of several', () => {
    expect(holding(picture, 'check2')).toMatch(/^WORKFORCE:/)
    expect(holding(picture, 'visit')).toBe('visit')
    expect(holding(picture, 'nobody')).toBeUndefined()
  })
})
