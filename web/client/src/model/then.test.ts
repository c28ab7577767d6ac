import { describe, expect, test } from 'vitest'
import { isNow, now, readThen, thenOn, writeThen } from './then'

describe('what was known then', () => {
  test('is kept in the address as the server reads it', () => {
    const then = { known: '2026-05-03', on: '2026-05-10', by: 'HEALTH_BOARD' }
    expect(writeThen(then)).toBe('as_known_at=2026-05-03&as_of=2026-05-10&known_to=HEALTH_BOARD')
    expect(readThen(`?${writeThen(then)}`)).toEqual(then)
  })
  test('is now where the address says nothing', () => {
    expect(readThen('?updates=17')).toEqual(now)
    expect(isNow(readThen(''))).toBe(true)
    expect(isNow(readThen('?known_to=POLICE'))).toBe(false)
    expect(writeThen(now)).toBe('')
  })
  test('of a board is what was on record at the end of a day', () => {
    expect(writeThen(thenOn('2026-05-03'))).toBe('as_known_at=2026-05-03')
    expect(isNow(thenOn(''))).toBe(true)
  })
})
