import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { BoardRowSchema, BoardSchema, StageNameSchema } from '../generated/gwarchod/v1/views_pb'
import { ServerFrameSchema } from '../generated/gwarchod/v1/live_pb'
import { boardView, direction, evolveBoard, groups, seenUpTo } from './board'
import type { Since } from './filter'
import { endOfDay } from './dates'
import { alphabet } from './language'
import {
  everything,
  filterCount,
  inOrder,
  isChanged,
  isSinceMeeting,
  lastMeeting,
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
    const view = evolveBoard(boardView(board), [
      delta(row('b', { suggested: enhanced, changedAt: 9n })),
    ])
    expect(view.board.rows.map((each) => each.suggested?.id)).toEqual(['routine', 'enhanced'])
    expect(view.news).toEqual([
      { provider: 'b', name: 'b', before: 'routine', after: 'enhanced', decided: false },
    ])
    expect([...view.moved]).toEqual(['b'])
    expect(seenUpTo(view.board)).toBe(9n)
  })
  test('takes a delta twice without doubling anything', () => {
    const frame = delta(row('b', { changedAt: 9n }))
    const once = evolveBoard(boardView(board), [frame])
    const twice = evolveBoard(once, [frame])
    expect(twice.board.rows).toEqual(once.board.rows)
    expect(twice.news).toEqual([])
  })
  test('takes in many frames at once as it would one by one', () => {
    const frames = [
      delta(row('a', { changedAt: 3n })),
      delta(row('b', { suggested: enhanced, changedAt: 4n })),
      delta(row('a', { decided: enhanced, changedAt: 5n }), row('b', { changedAt: 2n })),
    ]
    const together = evolveBoard(boardView(board), frames)
    const apart = frames.reduce((view, frame) => evolveBoard(view, [frame]), boardView(board))
    expect(together.board.rows).toEqual(apart.board.rows)
    expect([...together.moved]).toEqual([...apart.moved])
    expect(together.news.map((move) => move.provider)).toEqual(['a', 'b', 'a'])
    expect(together.frames).toBe(1)
  })
  test('keeps what is newer when an older row arrives late', () => {
    const view = evolveBoard(
      boardView(create(BoardSchema, { rows: [row('a', { changedAt: 5n })] })),
      [delta(row('a', { changedAt: 3n }))],
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
    expect(evolveBoard(boardView(board), [frame]).board.rows.map((each) => each.provider)).toEqual([
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

const since: Since = { asOf: '2026-11-22', seen: undefined, meetingUnixMs: undefined }

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
    expect(matches(home, { ...everything, search: 'GWYN barri' }, since)).toBe(true)
    expect(matches(home, { ...everything, search: 'gwyn cardiff' }, since)).toBe(false)
  })
  test('asks for all that is ticked', () => {
    const home = row('a', { inCounty: true, needsDecision: true })
    expect(matches(home, { ...everything, inCounty: true, needsDecision: true }, since)).toBe(true)
    expect(matches(home, { ...everything, inCounty: true, inUse: true }, since)).toBe(false)
    expect(matches(home, { ...everything, overdue: true }, since)).toBe(false)
  })
  test('knows what is overdue: things to do, actions of a plan, a review', () => {
    const late = (more: MessageInitShape<typeof BoardRowSchema>) =>
      matches(row('a', more), { ...everything, overdue: true }, since)
    expect(late({ overdueCount: 1 })).toBe(true)
    expect(late({ overdueActions: 1 })).toBe(true)
    expect(late({ reviewOn: '2026-11-21' })).toBe(true)
    expect(late({ reviewOn: '2026-11-22' })).toBe(false)
  })
  test('takes for news since a meeting what changed on a day after it', () => {
    const met = [row('a', { lastReviewOn: '2026-11-03' }), row('b', { lastReviewOn: '2026-10-01' })]
    expect(lastMeeting(met, '2026-11-22')).toBe('2026-11-03')
    expect(lastMeeting(met, '2026-11-03'), 'not that of the day itself').toBe('2026-10-01')
    expect(lastMeeting([row('a')], '2026-11-22')).toBe('')
    const end = endOfDay('2026-11-03')
    const at = (day: number) => BigInt(new Date(2026, 10, day, 12).getTime())
    expect(isSinceMeeting(row('a', { changedUnixMs: at(3) }), end)).toBe(false)
    expect(isSinceMeeting(row('a', { changedUnixMs: at(4) }), end)).toBe(true)
    expect(isSinceMeeting(row('a', { changedUnixMs: at(4) }), undefined)).toBe(false)
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
  const names = rows.map((each) => each.name)
  expect(inOrder(rows, 'pressing', alphabet(names, 'cy')).map((each) => each.name)).toEqual([
    'urgent',
    'quiet',
    'Cwm',
    'Chwarel',
  ])
  const reviewed = [
    row('none'),
    row('late', { reviewOn: '2026-11-01' }),
    row('soon', { reviewOn: '2026-12-01' }),
  ]
  expect(inOrder(reviewed, 'review', alphabet([], 'en')).map((each) => each.name)).toEqual([
    'late',
    'soon',
    'none',
  ])
  expect(inOrder(rows, 'name', alphabet(names, 'en')).map((each) => each.name)).toEqual([
    'Chwarel',
    'Cwm',
    'quiet',
    'urgent',
  ])
})
