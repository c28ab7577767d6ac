import { plain } from './language'

/** What of a provider stands on the public register, and is enough to choose it by. */
export interface ProviderName {
  readonly provider: string
  readonly name: string
  readonly place: string
}

/**
 * Providers whose name or town holds every word typed, whatever its accents and case: names that begin
 * with what was typed first, then as the reader's alphabet has them.
 */
export function findProviders(
  names: readonly ProviderName[],
  typed: string,
  most: number,
  compare: (left: string, right: string) => number,
): readonly ProviderName[] {
  const sought = plain(typed.trim())
  const words = sought.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return []
  const begins = ({ name }: ProviderName) => (plain(name).startsWith(sought) ? 0 : 1)
  return names
    .filter(({ name, place }) => {
      const text = plain(`${name} ${place}`)
      return words.every((word) => text.includes(word))
    })
    .sort((left, right) => begins(left) - begins(right) || compare(left.name, right.name))
    .slice(0, most)
}
