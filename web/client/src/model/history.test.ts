import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { TimelineItemSchema } from '../generated/gwarchod/v1/views_pb'
import { changes, historyOf } from './history'

const field = (name: string, en: string, more = {}) => ({
  field: name,
  value: { en, cy: en },
  ...more,
})
const opened = create(TimelineItemSchema, {
  eventId: 'opened',
  version: 3n,
  updatedBy: 'closed',
  fields: [field('stage', 'Stage 1'), field('relation', 'son'), field('sameOccurrence', 'x')],
})
const closed = create(TimelineItemSchema, {
  eventId: 'closed',
  version: 7n,
  updates: 'opened',
  correctedBy: 'correction',
  fields: [field('stage', 'Stage 1'), field('outcome', 'Upheld')],
})
const correction = create(TimelineItemSchema, { eventId: 'correction', version: 9n })
const other = create(TimelineItemSchema, { eventId: 'other', version: 5n })
const items = [correction, closed, other, opened]

describe('the history of a record', () => {
  test('is told whole from any of its versions, in the order it was written down', () => {
    for (const event of ['opened', 'closed']) {
      expect(historyOf(items, event).map(({ kind, item }) => [kind, item.eventId])).toEqual([
        ['recorded', 'opened'],
        ['updated', 'closed'],
        ['corrected', 'correction'],
      ])
    }
  })
  test('of a record that is not there is empty', () => {
    expect(historyOf(items, 'nobody')).toEqual([])
  })
})

describe('what a version changed', () => {
  const names = changes(opened, closed).map(({ before, after }) => [before?.field, after?.field])
  test('is what came and what went, and not what stayed', () => {
    expect(names).toEqual([
      [undefined, 'outcome'],
      ['relation', undefined],
    ])
  })
  test('is told of the one action of a plan that changed, by its number', () => {
    const plan = (...due: readonly string[]) =>
      create(TimelineItemSchema, {
        fields: [
          field('actions', '', {
            label: { en: 'Actions', cy: 'Camau' },
            parts: due.map((day) => ({
              parts: [
                field('due', day, { label: { en: 'Due', cy: 'Erbyn' } }),
                field('owner', 'Manager'),
              ],
            })),
          }),
        ],
      })
    const told = (before: typeof opened, after: typeof opened) =>
      changes(before, after).map((change) =>
        change.of.map((name) => (typeof name === 'number' ? name : name.en)),
      )
    expect(told(plan('1 May', '2 May'), plan('1 May', '2 May'))).toEqual([])
    expect(told(plan('1 May', '2 May'), plan('1 May', '9 May'))).toEqual([['Actions', 2, 'Due']])
    expect(told(plan('1 May'), plan('1 May', '2 May'))).toEqual([['Actions', 2]])
  })
  test('is not told where both are held back', () => {
    const held = create(TimelineItemSchema, { fields: [field('who', '', { withheld: true })] })
    expect(changes(held, held)).toEqual([])
  })
})
