import { describe, expect, test } from 'vitest'
import { findProviders } from './find-provider'
import { alphabetical } from './language'

const names = [
  { provider: 'ty-gwyn', name: 'Tŷ Gwyn', place: 'Y Barri' },
  { provider: 'gwyn-fryn', name: 'Gwyn Fryn', place: 'Penarth' },
  { provider: 'llys', name: 'Llys y Coed', place: 'Penarth' },
  { provider: 'lon', name: 'Lôn Las', place: 'Penarth' },
]
const found = (typed: string, most = 8) =>
  findProviders(names, typed, most, alphabetical('cy')).map(({ provider }) => provider)

describe('a provider', () => {
  test('is found by part of its name, whatever its accents and case', () => {
    expect(found('TY GW')).toEqual(['ty-gwyn'])
    expect(found('lon')).toEqual(['lon'])
  })
  test('is found by its town, and by words of both in any order', () => {
    expect(found('barri')).toEqual(['ty-gwyn'])
    expect(found('penarth coed')).toEqual(['llys'])
  })
  test('whose name begins with what was typed comes first, then the order of the alphabet', () => {
    expect(found('gwyn')).toEqual(['gwyn-fryn', 'ty-gwyn'])
    expect(found('penarth')).toEqual(['gwyn-fryn', 'lon', 'llys'])
  })
  test('is not offered before anything is typed, nor more of them than there is room for', () => {
    expect(found('  ')).toEqual([])
    expect(found('penarth', 2)).toHaveLength(2)
  })
})
