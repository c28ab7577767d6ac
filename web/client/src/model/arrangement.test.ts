import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { BoardRowSchema, StageNameSchema } from '../generated/gwarchod/v1/views_pb'
import { arrangement, chunks, rowsIn, waiting } from './arrangement'

const routine = create(StageNameSchema, { id: 'routine' })
const enhanced = create(StageNameSchema, { id: 'enhanced', level: 1 })
const row = (provider: string, records = 0) =>
  create(BoardRowSchema, { provider, decided: routine, recordsCount: records })
const all = () => true

describe('an arrangement', () => {
  test('counts what it folds away', () => {
    const group = { stage: routine, rows: [row('a'), row('b')] }
    expect(arrangement([group], (_, each) => each.provider === 'b')).toEqual([
      { stage: routine, providers: ['b'], folded: 1 },
    ])
  })
  test('keeps its order while its rows say what is new, and drops a row that is no more', () => {
    const held = arrangement([{ stage: routine, rows: [row('b'), row('a'), row('c')] }], all)
    const [group] = rowsIn(
      held,
      new Map([row('a', 7), row('b')].map((each) => [each.provider, each])),
    )
    expect(group?.rows.map((each) => [each.provider, each.recordsCount])).toEqual([
      ['b', 0],
      ['a', 7],
    ])
  })
  test('knows how many rows came, went, or belong under another stage', () => {
    const held = arrangement([{ stage: routine, rows: [row('a'), row('b'), row('c')] }], all)
    const fresh = arrangement(
      [
        { stage: enhanced, rows: [row('b')] },
        { stage: routine, rows: [row('a'), row('d')] },
      ],
      all,
    )
    expect(waiting(held, fresh)).toEqual({ elsewhere: 3, reordered: true })
    expect(waiting(held, held)).toEqual({ elsewhere: 0, reordered: false })
  })
  test('knows that only the order changed', () => {
    const of = (...names: string[]) =>
      arrangement([{ stage: routine, rows: names.map((name) => row(name)) }], all)
    expect(waiting(of('a', 'b'), of('b', 'a'))).toEqual({ elsewhere: 0, reordered: true })
  })
})

test('a list is cut into parts, the last as long as what is left', () => {
  expect(chunks([1, 2, 3], 2)).toEqual([[1, 2], [3]])
  expect(chunks([], 2)).toEqual([])
})
