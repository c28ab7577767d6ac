import { describe, expect, test } from 'vitest'
import cy from './cy.json'
import en from './en.json'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) out.set(inner, text)
  }
  return out
}

const english = flatten(en)
const welsh = flatten(cy)
const form = /_(zero|one|two|few|many|other)$/
const isPlural = (key: string) => form.test(key) && english.has(`${key.replace(form, '')}_other`)
const single = (texts: Map<string, string>) =>
  [...texts.keys()].filter((key) => !isPlural(key)).sort()
const plurals = [...english.keys()]
  .filter((key) => key.endsWith('_other'))
  .map((key) => key.slice(0, -6))
const places = (text = '') =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

describe('the catalogues', () => {
  test('say the same things in both languages', () => {
    expect(single(welsh)).toEqual(single(english))
  })
  test('have two forms of each count in English and six in Welsh', () => {
    for (const key of plurals) {
      for (const each of ['one', 'other'])
        expect(english.has(`${key}_${each}`), `${key}_${each}`).toBe(true)
      for (const each of ['zero', 'one', 'two', 'few', 'many', 'other']) {
        expect(welsh.has(`${key}_${each}`), `${key}_${each}`).toBe(true)
      }
    }
  })
  test('have nothing in Welsh that English lacks', () => {
    for (const key of welsh.keys())
      expect(english.has(key) || plurals.includes(key.replace(form, '')), key).toBe(true)
  })
  test('fill the same places in both languages', () => {
    for (const key of single(english))
      expect(places(welsh.get(key)), key).toEqual(places(english.get(key)))
    for (const key of plurals) {
      const wanted = places(english.get(`${key}_other`))
      expect(places(welsh.get(`${key}_other`)), key).toEqual(wanted)
    }
  })
  test('leave nothing empty', () => {
    for (const [key, text] of [...english, ...welsh]) expect(text.trim(), key).not.toBe('')
  })
})
