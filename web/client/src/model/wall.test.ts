import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { BoardRowSchema, StageNameSchema } from '../generated/gwarchod/v1/views_pb'
import { pageCount, turned, wallRows } from './wall'

const stages = [0, 1, 2, 3, 4].map((level) => create(StageNameSchema, { id: `s${level}`, level }))
const row = (provider: string, level: number, more: MessageInitShape<typeof BoardRowSchema> = {}) =>
  create(BoardRowSchema, {
    provider,
    name: provider,
    decided: create(StageNameSchema, { id: `s${level}`, level }),
    ...more,
  })
const shown = (...rows: ReturnType<typeof row>[]) =>
  wallRows(rows, stages, '2026-11-22').map((each) => each.provider)

describe('the wall', () => {
  test('leaves out who stands low and for whom nothing waits', () => {
    expect(shown(row('calm', 0), row('watched', 2), row('high', 3))).toEqual(['high'])
  })
  test('begins with what waits for a decision, then the highest stage, then what is overdue', () => {
    expect(
      shown(
        row('late', 0, { overdueCount: 2 }),
        row('review', 1, { reviewOn: '2026-11-01' }),
        row('again', 1, { decisionToReview: true }),
        row('high', 3),
        row('highest', 4),
        row('decide', 0, { needsDecision: true }),
      ),
    ).toEqual(['decide', 'highest', 'high', 'again', 'review', 'late'])
  })
  test('turns its pages round and round, either way', () => {
    expect(pageCount(0, 5)).toBe(1)
    expect(pageCount(11, 5)).toBe(3)
    expect(turned(2, 1, 3)).toBe(0)
    expect(turned(0, -1, 3)).toBe(2)
    expect(turned(7, 0, 3)).toBe(1)
  })
})
