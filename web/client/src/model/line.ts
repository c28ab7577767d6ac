/** What is known of the live line to the server. `since` is the last instant it was known to be live. */
export type Line =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: number }
  | { readonly kind: 'ended'; readonly since: number }

const firstWaitMs = 1_000
const longestWaitMs = 30_000

/**
 * How long to wait before trying again: "full jitter", anywhere between nothing and a ceiling that
 * doubles, so that a thousand pages do not come back to a restarted server in the same second.
 */
export function waitMs(attempt: number, random: number): number {
  const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempt, 16))
  return Math.round(ceiling * random)
}

// Close codes after which coming back would only be refused again (docs/live.md).
const final = new Set([1002, 1003, 1007, 1008, 1009, 4001])

export function comesBack(code: number): boolean {
  return !final.has(code)
}
