import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { FiguresSchema } from '../generated/gwarchod/v1/figures_pb'
import {
  monthsFrom,
  spread,
  stageSeries,
  strandSeries,
  themeSeries,
  timesByMonth,
  totals,
  years,
} from './figures'

const figures = create(FiguresSchema, {
  asOf: '2026-02-10',
  from: '2025-12',
  stages: [
    { id: 'routine', name: { en: 'Routine', cy: 'Arferol' } },
    { id: 'enhanced', level: 1 },
  ],
  stagesOn: [
    { month: '2025-12', providers: [9, 1] },
    { month: '2026-02', providers: [7, 3] },
  ],
  strands: [
    { month: '2025-12', strand: 'COMPLAINTS', concerns: 2 },
    { month: '2026-01', strand: 'SAFEGUARDING', concerns: 5 },
    { month: '2025-11', strand: 'COMPLAINTS', concerns: 50 },
  ],
  strandNames: [{ value: 'SAFEGUARDING', text: { en: 'Safeguarding', cy: 'Diogelu' } }],
  themes: [
    { month: '2026-01', theme: '', concerns: 8 },
    { month: '2026-01', theme: 'DIGNITY', concerns: 1 },
    { month: '2026-02', theme: 'STAFFING', concerns: 3 },
  ],
})
const none = create(FiguresSchema, { themeNames: [{ text: { en: 'none', cy: 'dim' } }] })
  .themeNames[0]?.text

describe('figures', () => {
  test('have every month from the first to that of their day', () => {
    expect(monthsFrom('2025-12', '2026-02-10')).toEqual(['2025-12', '2026-01', '2026-02'])
    expect(monthsFrom('', '2026-02')).toEqual([])
    expect(monthsFrom('2026-03', '2026-02')).toEqual([])
  })
  test('count providers by stage in the order of the policy, nothing where nothing is told', () => {
    expect(stageSeries(figures).map((each) => [each.id, each.values])).toEqual([
      ['routine', [9, 0, 7]],
      ['enhanced', [1, 0, 3]],
    ])
    expect(totals(stageSeries(figures))).toEqual([10, 0, 10])
  })
  test('put the strand with most concerns first, and leave out what is older', () => {
    expect(strandSeries(figures).map((each) => [each.id, each.values, each.name?.en])).toEqual([
      ['SAFEGUARDING', [0, 5, 0], 'Safeguarding'],
      ['COMPLAINTS', [2, 0, 0], undefined],
    ])
  })
  test('name those of no theme, last', () => {
    if (!none) throw new Error('no name')
    const found = themeSeries(figures, none)
    expect(found.map((each) => each.id)).toEqual(['STAFFING', 'DIGNITY', ''])
    expect(found[2]?.name?.en).toBe('none')
  })
  test('compare twelve months with the twelve before', () => {
    const values = [...new Array<number>(12).fill(1), ...new Array<number>(12).fill(2)]
    expect(years([100, ...values])).toEqual({ last: 24, before: 12 })
    expect(years([3])).toEqual({ last: 3, before: 0 })
  })
  test('have nothing for a month in which nothing began', () => {
    const { acknowledged } = create(FiguresSchema, {
      acknowledged: [{ month: '2026-01', begun: 2 }],
    })
    const found = timesByMonth(acknowledged, ['2025-12', '2026-01'])
    expect(found.map((each) => each?.begun)).toEqual([undefined, 2])
  })
})

test('labels keep clear of one another and of the end, in their order', () => {
  expect(spread([10, 12, 50], 10, 100)).toEqual([10, 20, 50])
  expect(spread([95, 90, 10], 10, 100)).toEqual([100, 90, 10])
  expect(spread([99, 98], 10, 100)).toEqual([100, 90])
  expect(spread([], 10, 100)).toEqual([])
})
