import { describe, expect, test } from 'vitest'
import { alphabetical, plain } from './language'

describe('the Welsh alphabet', () => {
  test('has ch after c, dd after d, ff after f, ng after g, ll after l, ph, rh and th in their places', () => {
    const names = [
      'Chwarel',
      'Cwm',
      'Czerny',
      'Ddôl',
      'Derwen',
      'Dyffryn',
      'Ffynnon',
      'Fron',
      'Ngwyn',
      'Gwyn',
      'Hafan',
      'Llan',
      'Lôn',
      'Rhos',
      'Ruthin',
      'Thistle',
      'Tŷ',
    ]
    expect([...names].sort(alphabetical('cy'))).toEqual([
      'Cwm',
      'Czerny',
      'Chwarel',
      'Derwen',
      'Dyffryn',
      'Ddôl',
      'Fron',
      'Ffynnon',
      'Gwyn',
      'Ngwyn',
      'Hafan',
      'Lôn',
      'Llan',
      'Ruthin',
      'Rhos',
      'Tŷ',
      'Thistle',
    ])
  })
  test('orders figures before letters and a shorter name first', () => {
    expect(['Tŷ Gwyn 2', 'Tŷ Gwyn', '1 Lôn'].sort(alphabetical('cy'))).toEqual([
      '1 Lôn',
      'Tŷ Gwyn',
      'Tŷ Gwyn 2',
    ])
  })
  test('agrees with the CLDR collation where the platform has it', () => {
    const names = [
      'Llys',
      'Lowri',
      'Cae',
      'Chapel',
      'Ddraig',
      'Dewi',
      'Ffald',
      'Fan',
      'Pharm',
      'Pwll',
      'Rhyd',
      'Rwan',
    ]
    if (Intl.Collator.supportedLocalesOf(['cy']).length === 0) return
    expect([...names].sort(alphabetical('cy'))).toEqual(
      [...names].sort(new Intl.Collator('cy').compare),
    )
  })
})

test('searching is blind to accents and case', () => {
  expect(plain('Tŷ Gwŷr')).toBe('ty gwyr')
  expect(plain('St David’s')).toBe("st david's")
})
