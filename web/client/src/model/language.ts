import type { Text } from '../generated/gwarchod/v1/envelope_pb'

export type Language = 'en' | 'cy'

/** The words of a text in the reader's language; the other language where one is missing. */
export function words(text: Text | undefined, language: Language): string {
  if (!text) return ''
  return language === 'cy' ? text.cy || text.en : text.en || text.cy
}

/** Without accents and case, so that "ty gwyn" finds "Tŷ Gwyn". */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase()
}

// The Welsh alphabet; j, k, q, v, x and z stand where dictionaries put them. Chromium ships no Welsh
// collation, so the page orders Welsh by itself. "ng" is taken for the letter after g, as CLDR does.
const letters = 'a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z'.split(
  ' ',
)
const rank = new Map(letters.map((letter, index) => [letter, index + 1]))

function ranks(text: string): readonly number[] {
  const out: number[] = []
  const word = plain(text)
  for (let at = 0; at < word.length; at += 1) {
    const two = rank.get(word.slice(at, at + 2))
    if (two !== undefined) {
      out.push(two)
      at += 1
      continue
    }
    const one = rank.get(word.charAt(at))
    if (one !== undefined) out.push(one)
    else if (/[0-9]/.test(word.charAt(at))) out.push(-10 + Number(word.charAt(at)))
    else if (/\s/.test(word.charAt(at))) out.push(-11)
  }
  return out
}

function inWelsh(names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, ranks: ranks(name) }))
    .sort((left, right) => compareRanks(left.ranks, right.ranks) || byCode(left.name, right.name))
    .map(({ name }) => name)
}

function compareWelsh(left: string, right: string): number {
  return compareRanks(ranks(left), ranks(right)) || byCode(left, right)
}

function byCode(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const english = new Intl.Collator('en', { numeric: true })

/** The place of each name in the reader's alphabet: compared once, so that ordering again is cheap. */
export function alphabet(names: Iterable<string>, language: Language): ReadonlyMap<string, number> {
  const each = [...new Set(names)]
  const sorted = language === 'cy' ? inWelsh(each) : each.sort(alphabetical(language))
  return new Map(sorted.map((name, index) => [name, index]))
}

/** Orders names as the reader's alphabet does. */
export function alphabetical(language: Language): (left: string, right: string) => number {
  return language === 'cy' ? compareWelsh : english.compare
}
