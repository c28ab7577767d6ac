import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { BoardRowSchema, BoardSchema, StageNameSchema } from '../generated/gwarchod/v1/views_pb'
import { ServerFrameSchema } from '../generated/gwarchod/v1/live_pb'
import { boardView, direction, evolveBoard, groups, seenUpTo } from './board'
import {
  everything,
  filterCount,
  inOrder,
  isChanged,
  matches,
  readFilter,
  writeFilter,
} from './filter'

const routine = create(StageNameSchema, {
  id: 'routine',
  number: '0',
  name: { en: 'Routine', cy: 'Arferol' },
  level: 0,
})
const enhanced = create(StageNameSchema, {
  id: 'enhanced',
  number: '1',
  name: { en: 'Enhanced', cy: 'Uwch' },
  level: 1,
})
const stepDown = create(StageNameSchema, {
  id: 'step-down',
  number: '',
  name: { en: 'Step-down', cy: 'Isgyfeirio' },
  level: 1,
  offLadder: true,
})

function row(provider: string, more: MessageInitShape<typeof BoardRowSchema> = {}) {
  return create(BoardRowSchema, {
    provider,
    name: provider,
    decided: routine,
    suggested: routine,
    changedAt: 1n,
    ...more,
  })
}
const board = create(BoardSchema, {
  stages: [routine, enhanced, stepDown],
  rows: [row('a'), row('b')],
})
const delta = (...rows: ReturnType<typeof row>[]) =>
  create(ServerFrameSchema, { topic: 'board', frame: { case: 'delta', value: { rows } } })

describe('a live board', () => {
  test('puts the row of a delta in the place of the one held and says what moved', () => {
    const view = evolveBoard(
      boardView(board),
      delta(row('b', { suggested: enhanced, changedAt: 9n })),
    )
    expect(view.board.rows.map((each) => each.suggested?.id)).toEqual(['routine', 'enhanced'])
    expect(view.news).toEqual([
      { provider: 'b', name: 'b', before: 'routine', after: 'enhanced', decided: false },
    ])
    expect([...view.moved]).toEqual(['b'])
    expect(seenUpTo(view.board)).toBe(9n)
  })
  test('takes a delta twice without doubling anything', () => {
    const frame = delta(row('b', { changedAt: 9n }))
    const once = evolveBoard(boardView(board), frame)
    const twice = evolveBoard(once, frame)
    expect(twice.board.rows).toEqual(once.board.rows)
    expect(twice.news).toEqual([])
  })
  test('keeps what is newer when an older row arrives late', () => {
    const view = evolveBoard(
      boardView(create(BoardSchema, { rows: [row('a', { changedAt: 5n })] })),
      delta(row('a', { changedAt: 3n })),
    )
    expect(view.board.rows[0]?.changedAt).toBe(5n)
  })
  test('drops rows that a fresh snapshot no longer has', () => {
    const frame = create(ServerFrameSchema, {
      topic: 'board',
      frame: {
        case: 'snapshot',
        value: { board: create(BoardSchema, { stages: board.stages, rows: [row('a')] }) },
      },
    })
    expect(evolveBoard(boardView(board), frame).board.rows.map((each) => each.provider)).toEqual([
      'a',
    ])
  })
})

test('rows stand under their decided stage, highest first', () => {
  const rows = [row('a'), row('b', { decided: enhanced }), row('c', { decided: stepDown })]
  expect(groups(board.stages, rows).map((group) => [group.stage.id, group.rows.length])).toEqual([
    ['step-down', 1],
    ['enhanced', 1],
    ['routine', 1],
  ])
})

test('a suggestion has a direction', () => {
  expect(direction(row('a'))).toBe('same')
  expect(direction(row('a', { suggested: enhanced }))).toBe('higher')
  expect(direction(row('a', { decided: enhanced }))).toBe('lower')
  expect(direction(row('a', { decided: stepDown }))).toBe('same')
})

describe('a filter', () => {
  test('goes into the address and comes back the same', () => {
    const filter = {
      ...everything,
      search: 'tŷ & co',
      stage: 'enhanced',
      overdue: true,
      order: 'name',
    } as const
    expect(readFilter(writeFilter(filter))).toEqual(filter)
    expect(writeFilter(everything)).toBe('')
    expect(readFilter('?sort=nonsense')).toEqual(everything)
    expect(filterCount(filter)).toBe(3)
  })
  test('finds names whatever their accents, by every word', () => {
    const home = row('ty-gwyn', { name: 'Tŷ Gwyn', place: 'Y Barri' })
    expect(matches(home, { ...everything, search: 'GWYN barri' }, undefined)).toBe(true)
    expect(matches(home, { ...everything, search: 'gwyn cardiff' }, undefined)).toBe(false)
  })
  test('asks for all that is ticked', () => {
    const home = row('a', { inCounty: true, needsDecision: true })
    expect(matches(home, { ...everything, inCounty: true, needsDecision: true }, undefined)).toBe(
      true,
    )
    expect(matches(home, { ...everything, inCounty: true, inUse: true }, undefined)).toBe(false)
    expect(matches(home, { ...everything, overdue: true }, undefined)).toBe(false)
  })
  test('knows what changed since the last visit, and nothing on a first one', () => {
    expect(isChanged(row('a', { changedAt: 5n }), 4n)).toBe(true)
    expect(isChanged(row('a', { changedAt: 5n }), 5n)).toBe(false)
    expect(isChanged(row('a', { changedAt: 5n }), undefined)).toBe(false)
  })
})

test('what presses comes first, then names in the reader’s alphabet', () => {
  const rows = [
    row('Chwarel'),
    row('Cwm'),
    row('quiet', { concerns90Days: 1 }),
    row('urgent', { needsDecision: true, suggested: enhanced }),
  ]
  expect(inOrder(rows, 'pressing', 'cy').map((each) => each.name)).toEqual([
    'urgent',
    'quiet',
    'Cwm',
    'Chwarel',
  ])
  expect(inOrder(rows, 'name', 'en').map((each) => each.name)).toEqual([
    'Chwarel',
    'Cwm',
    'quiet',
    'urgent',
  ])
})
