import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { FieldFormSchema } from '../generated/gwarchod/v1/views_pb'
import { answered, answeredCount, checklistOf, fits, placeOf } from './checklist'
import type { Checklist } from './checklist'
import type { Draft, Entry } from './form'

const choices = (...values: string[]) => values.map((value) => ({ value }))
const field = create(FieldFormSchema, {
  field: 'areas',
  control: 'groups',
  parts: [
    { field: 'area', control: 'choice', required: true, choices: choices('CARE', 'FOOD') },
    { field: 'rating', control: 'choice', required: true, choices: choices('GREEN', 'RED') },
    { field: 'evidence', control: 'long_text' },
  ],
})
const chosen = (value: string): Entry => ({ kind: 'chosen', values: value ? [value] : [] })
const text = (words: string): Entry => ({ kind: 'text', text: words })

function theList(): Checklist {
  const list = checklistOf(field)
  if (!list) throw new Error('no checklist')
  return list
}

describe('a list of groups', () => {
  test('is a checklist when it asks one required choice of each of several things', () => {
    expect(theList().item.field).toBe('area')
    const other = create(FieldFormSchema, { ...field, parts: field.parts.slice(1) })
    expect(checklistOf(other)).toBeUndefined()
    expect(checklistOf(create(FieldFormSchema, { ...field, control: 'group' }))).toBeUndefined()
  })
  test('fits one only while each group is about another thing', () => {
    const care: Draft = { area: chosen('CARE'), rating: chosen('RED') }
    expect(fits([care, {}], theList())).toBe(true)
    expect(fits([care, care], theList())).toBe(false)
    expect(fits([{ rating: chosen('RED') }], theList())).toBe(false)
  })
})

describe('an answer on a checklist', () => {
  test('adds a group for its thing, and changes it the next time', () => {
    const list = theList()
    const once = answered([{}], list, 'FOOD', { rating: chosen('RED') })
    expect(once).toEqual([{ area: chosen('FOOD'), rating: chosen('RED') }])
    const twice = answered(once, list, 'FOOD', { rating: chosen('GREEN') })
    expect(twice).toEqual([{ area: chosen('FOOD'), rating: chosen('GREEN') }])
    expect(answeredCount(twice, list)).toBe(1)
    expect(placeOf(twice, list, 'CARE')).toBe(-1)
  })
  test('taken back leaves what was written beside it, and nothing when that is gone too', () => {
    const list = theList()
    const written = answered([], list, 'CARE', { rating: chosen('RED'), evidence: text('Bells') })
    const without = answered(written, list, 'CARE', { rating: chosen('') })
    expect(without).toEqual([{ area: chosen('CARE'), rating: chosen(''), evidence: text('Bells') }])
    expect(answeredCount(without, list)).toBe(0)
    expect(answered(without, list, 'CARE', { evidence: text('') })).toEqual([])
  })
})
