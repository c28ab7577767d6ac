import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { CauseSchema } from '../generated/gwarchod/v1/events_pb'
import { ServerFrameSchema } from '../generated/gwarchod/v1/live_pb'
import {
  ProviderViewSchema,
  TimelineItemSchema,
  TimelineSchema,
} from '../generated/gwarchod/v1/views_pb'
import { byMonth, evolveProvider, providerPage, tie, withOlder } from './timeline'

const item = (eventId: string, occurredFrom: string, version: bigint) =>
  create(TimelineItemSchema, { eventId, occurredFrom, version })
const page = providerPage(
  create(ProviderViewSchema, {}),
  create(TimelineSchema, {
    items: [item('b', '2026-03-02', 2n), item('a', '2026-03-01', 1n)],
    next: '1',
  }),
)

describe('a timeline', () => {
  test('takes in what arrives, in the order things happened, and marks it as fresh', () => {
    const frame = create(ServerFrameSchema, {
      frame: { case: 'delta', value: { items: [item('c', '2026-02-20', 3n)] } },
    })
    const next = evolveProvider(page, frame)
    expect(next.items.map((each) => each.eventId)).toEqual(['b', 'a', 'c'])
    expect([...next.fresh]).toEqual(['c'])
    expect(evolveProvider(next, frame).items).toHaveLength(3)
  })
  test('grows downwards when older records are asked for', () => {
    const older = create(TimelineSchema, { items: [item('z', '2025-12-01', 0n)], next: '' })
    const next = withOlder(page, older)
    expect(next.items.map((each) => each.eventId)).toEqual(['b', 'a', 'z'])
    expect(next.next).toBe('')
    expect(next.fresh.size).toBe(0)
  })
  test('is grouped by month', () => {
    const months = byMonth([...page.items, item('z', '2025-12-01', 0n)])
    expect(months.map((month) => [month.day, month.items.length])).toEqual([
      ['2026-03-01', 2],
      ['2025-12-01', 1],
    ])
  })
})

describe('a reason', () => {
  const cause = (eventId: string, occurred: string) => create(CauseSchema, { eventId, occurred })
  test('has each date tied to its record, in both languages', () => {
    const causes = [cause('e1', '2026-03-12'), cause('e2', '2026-04-30')]
    const english = tie('2 complaints about medication within 90 days: 12 Mar, 30 Apr', causes)
    expect(english.pieces.map((piece) => piece.text)).toEqual([
      '2 complaints about medication within 90 days: ',
      '12 Mar',
      ', ',
      '30 Apr',
    ])
    expect(english.left).toEqual([])
    const welsh = tie('2 gŵyn am feddyginiaeth o fewn 90 diwrnod: 12 Maw, 30 Ebr', causes)
    expect(welsh.pieces.filter((piece) => piece.kind === 'cause')).toHaveLength(2)
  })
  test('leaves no cause without a way to it', () => {
    const { pieces, left } = tie('Insurance lapsed', [cause('e1', '2026-03-12')])
    expect(pieces).toEqual([{ kind: 'words', text: 'Insurance lapsed' }])
    expect(left.map((each) => each.eventId)).toEqual(['e1'])
  })
  test('about two records of one day leads to both', () => {
    const causes = [cause('e1', '2026-03-12'), cause('e2', '2026-03-12')]
    const { pieces, left } = tie('2 reports: 12 Mar (2).', causes)
    expect(pieces.map((piece) => piece.text)).toEqual([
      '2 reports: ',
      '12 Mar',
      ', ',
      '12 Mar',
      '.',
    ])
    expect(left).toEqual([])
    expect(tie('3 reports: 12 Mar (3)', causes).pieces.at(-1)).toEqual({
      kind: 'words',
      text: ' (3)',
    })
  })
})
