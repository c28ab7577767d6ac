import { describe, expect, test } from 'vitest'
import { heard } from './heard'

const sent = (concernMonths: number[], concernScores: number[]) => ({
  concernMonths,
  concernScores,
})

describe('two years of what was heard', () => {
  test('end in the month of the board’s day, and have nothing in a month with no concern', () => {
    const { months } = heard(sent([202412, 202511, 202611], [3, 4, 5]), '2026-11-22')
    expect(months).toHaveLength(24)
    expect(months[0]).toBe(3)
    expect(months[11]).toBe(4)
    expect(months[23]).toBe(5)
    expect(months.filter((score) => score > 0)).toHaveLength(3)
  })
  test('leave out what is older, or was to come', () => {
    expect(heard(sent([202411, 202612], [3, 4]), '2026-11-22').way).toBe('none')
  })
  test('compare the last twelve months with the twelve before', () => {
    const rising = heard(sent([202511, 202512], [4, 5]), '2026-11-22')
    expect([rising.lastYear, rising.yearBefore, rising.way]).toEqual([5, 4, 'rising'])
    expect(heard(sent([202511, 202512], [5, 4]), '2026-11-22').way).toBe('falling')
    expect(heard(sent([202511, 202512], [4, 4]), '2026-11-22').way).toBe('steady')
    expect(heard(sent([], []), '2026-11-22').way).toBe('none')
  })
})
