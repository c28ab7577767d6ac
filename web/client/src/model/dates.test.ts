import { describe, expect, test } from 'vitest'
import {
  addDays,
  daysBetween,
  longDay,
  monthName,
  monthNumber,
  parseDay,
  readDay,
  shortDay,
} from './dates'

describe('a day', () => {
  test('is told in words in both languages', () => {
    expect(longDay('2026-02-03', 'en')).toBe('3 February 2026')
    expect(longDay('2026-02-03', 'cy')).toBe('3 Chwefror 2026')
    expect(shortDay('2026-07-14', 'cy')).toBe('14 Gorff 2026')
    expect(monthName('2026-11-01', 'cy')).toBe('Tachwedd 2026')
  })
  test('that does not exist is shown as it came, never guessed', () => {
    expect(parseDay('2026-02-30')).toBeUndefined()
    expect(longDay('soon', 'en')).toBe('soon')
  })
  test('is read back from the words', () => {
    expect(readDay('3 February 2026')).toBe('2026-02-03')
    expect(readDay('14 Gorffennaf 2026')).toBe('2026-07-14')
    expect(readDay('31 February 2026')).toBeUndefined()
  })
})

test('a month is understood as a figure or by name, in either language', () => {
  expect(['3', 'mar', 'March', 'Mawrth', 'Rhag', 'Mai'].map(monthNumber)).toEqual([
    3, 3, 3, 3, 12, 5,
  ])
  expect(monthNumber('x')).toBeUndefined()
})

test('days are counted and added across months and years', () => {
  expect(daysBetween('2026-11-22', '2026-12-02')).toBe(10)
  expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-30', -30)).toBe('2026-02-28')
})
