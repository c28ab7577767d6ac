import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { Severity } from '../generated/gwarchod/v1/envelope_pb'
import { Strand } from '../generated/gwarchod/v1/options_pb'
import { TimelineItemSchema } from '../generated/gwarchod/v1/views_pb'
import { allOfIt, choicesIn, lookedAt, readLook, writeLook } from './look'

const item = (eventId: string, more: MessageInitShape<typeof TimelineItemSchema>) =>
  create(TimelineItemSchema, {
    eventId,
    occurredFrom: '2026-03-01',
    recordedUnixMs: BigInt(Date.parse('2026-03-02T12:00:00')),
    ...more,
  })
const items = [
  item('visit', {
    strand: Strand.VISITS,
    kindName: { en: 'Spot visit', cy: 'Ymweliad dirybudd' },
    line: { en: 'Tŷ Gwyn, by night', cy: '' },
    occurredFrom: '2026-05-01',
  }),
  item('closed', {
    strand: Strand.COMPLAINTS,
    concern: true,
    severity: Severity.LOW,
    updates: 'opened',
  }),
  item('opened', {
    strand: Strand.COMPLAINTS,
    concern: true,
    severity: Severity.SERIOUS,
    themes: [{ value: 'MEDICATION', text: { en: 'medication', cy: 'meddyginiaeth' } }],
    source: { value: 'POLICE', text: { en: 'Police', cy: 'Heddlu' } },
  }),
]
const found = (look: Partial<typeof allOfIt>, window?: { from: number; to: number }) =>
  lookedAt(items, { ...allOfIt, ...look }, window).map(({ eventId }) => eventId)

describe('what is asked of a timeline', () => {
  test('is kept in the address, and read from it again', () => {
    const look = {
      ...allOfIt,
      strand: 'VISITS',
      text: 'night & day',
      from: '2026-01-01',
      view: 'table',
      before: '2026-02-01',
      after: '2026-03-01',
    } as const
    expect(readLook(writeLook(look))).toEqual(look)
    expect(writeLook(allOfIt)).toBe('')
  })
  test('is nothing where the address says what cannot be', () => {
    expect(readLook('from=tomorrow&view=cake')).toEqual(allOfIt)
  })
  test('finds words in either language, without accents', () => {
    expect(found({ text: 'ty gwyn' })).toEqual(['visit'])
    expect(found({ text: 'ymweliad NIGHT' })).toEqual(['visit'])
    expect(found({ text: 'nobody' })).toEqual([])
  })
  test('finds a record with all its versions when one of them answers', () => {
    for (const look of [
      { severity: 'MODERATE' },
      { theme: 'MEDICATION' },
      { source: 'POLICE' },
      { strand: 'concerns' },
      { strand: 'COMPLAINTS' },
    ]) {
      expect(found(look), JSON.stringify(look)).toEqual(['closed', 'opened'])
    }
  })
  test('keeps to the days that the picture shows', () => {
    const april = { from: Date.UTC(2026, 3, 1), to: Date.UTC(2026, 5, 1) }
    expect(found({}, april)).toEqual(['visit'])
  })
  test('can be only what is among the records', () => {
    const choices = choicesIn(items)
    expect(choices.themes.map(({ value }) => value)).toEqual(['MEDICATION'])
    expect(choices.sources.map(({ value }) => value)).toEqual(['POLICE'])
    expect(choices.strands.has(Strand.PLANS)).toBe(false)
  })
})
