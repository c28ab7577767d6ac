/** Which part of the record the reader looks at: two times, and whose knowledge. Kept in the address. */
export interface Then {
  /** Only what was recorded up to the end of this day, or up to this position of the log. */
  readonly known: string
  /** The day on which it is read; '' for that of `known`, or today. */
  readonly on: string
  /** Only what this agency knew: its name on the wire; '' for everyone's knowledge. */
  readonly by: string
}

export const now: Then = { known: '', on: '', by: '' }

const names = { known: 'as_known_at', on: 'as_of', by: 'known_to' } as const

export function isNow(then: Then): boolean {
  return then.known === '' && then.on === '' && then.by === ''
}

/** From the query of an address. What cannot be meant is left for the server to refuse. */
export function readThen(query: string): Then {
  const asked = new URLSearchParams(query)
  const text = (key: keyof typeof names) => asked.get(names[key]) ?? ''
  return { known: text('known'), on: text('on'), by: text('by') }
}

/** As the address and the server's own have it, without a "?"; empty for now. */
export function writeThen(then: Then): string {
  const out = new URLSearchParams()
  for (const key of ['known', 'on', 'by'] as const) {
    if (then[key] !== '') out.set(names[key], then[key])
  }
  return out.toString()
}

/** A day in the past that the whole board is looked at on. */
export function thenOn(day: string): Then {
  return day === '' ? now : { ...now, known: day }
}

/** Parts of a query in one, without those that are empty. */
export function joined(...queries: readonly string[]): string {
  return queries.filter((query) => query !== '').join('&')
}
