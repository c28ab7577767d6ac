/** Where in the page the reader is. The address bar is the only place where this is kept. */
export type Route =
  | { readonly kind: 'board' }
  | { readonly kind: 'provider'; readonly provider: string }
  | { readonly kind: 'choose'; readonly provider: string }
  // A `provider` of '' is one not registered yet.
  | {
      readonly kind: 'record'
      readonly provider: string
      readonly record: string
      readonly updates: string
      readonly corrects: string
      /** Another record that it is about: a report of one occurrence, say. */
      readonly about: string
    }
  // `to` is the record which the file belongs to; '' for the provider itself.
  | { readonly kind: 'attach'; readonly provider: string; readonly to: string }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'erase' }
  | { readonly kind: 'policy' }
  | { readonly kind: 'deadlines' }
  | { readonly kind: 'try' }
  | { readonly kind: 'accessibility' }
  | { readonly kind: 'nowhere' }

export function routeOf(path: string, query: string): Route {
  const parts = path.split('/').filter((part) => part !== '')
  const [first, second, third, fourth] = parts.map(decode)
  if (first === undefined) return { kind: 'board' }
  if (first === 'providers' && second !== undefined) {
    if (third === undefined) return { kind: 'provider', provider: second }
    if (third === 'attach' && parts.length === 3) {
      const to = new URLSearchParams(query).get('to') ?? ''
      return { kind: 'attach', provider: second, to }
    }
    if (third !== 'record' || parts.length > 4) return { kind: 'nowhere' }
    if (fourth === undefined) return { kind: 'choose', provider: second }
    const asked = new URLSearchParams(query)
    return {
      kind: 'record',
      provider: second,
      record: fourth,
      updates: asked.get('updates') ?? '',
      corrects: asked.get('corrects') ?? '',
      about: asked.get('about') ?? '',
    }
  }
  if (first === 'policy' && second === 'try' && parts.length === 2) return { kind: 'try' }
  if (second !== undefined) return { kind: 'nowhere' }
  if (first === 'register') {
    return {
      kind: 'record',
      provider: '',
      record: registration,
      updates: '',
      corrects: '',
      about: '',
    }
  }
  switch (first) {
    case 'sign-in':
    case 'accounts':
    case 'erase':
    case 'policy':
    case 'deadlines':
    case 'accessibility':
      return { kind: first }
    default:
      return { kind: 'nowhere' }
  }
}

/** The kind of record that begins a provider. */
export const registration = 'ProviderRegistered'

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const paths = {
  board: () => '/',
  register: () => '/register',
  policy: () => '/policy',
  tryPolicy: () => '/policy/try',
  /** `then`: as writeThen() writes it; '' for the record as it stands. */
  provider: (provider: string, then = '') =>
    `/providers/${encodeURIComponent(provider)}${then === '' ? '' : `?${then}`}`,
  event: (provider: string, event: string, then = '') =>
    `${paths.provider(provider, then)}#event-${event}`,
  choose: (provider: string) => `/providers/${encodeURIComponent(provider)}/record`,
  record: (provider: string, kind: string) =>
    `/providers/${encodeURIComponent(provider)}/record/${encodeURIComponent(kind)}`,
  update: (provider: string, kind: string, event: string) =>
    `${paths.record(provider, kind)}?updates=${encodeURIComponent(event)}`,
  attach: (provider: string, to = '') =>
    `/providers/${encodeURIComponent(provider)}/attach${to === '' ? '' : `?to=${encodeURIComponent(to)}`}`,
  /** Not of the page: the file itself. */
  file: (provider: string, event: string) =>
    `/api/v1/providers/${encodeURIComponent(provider)}/attachments/${encodeURIComponent(event)}`,
  correct: (provider: string, event: string) =>
    `${paths.record(provider, 'Correction')}?corrects=${encodeURIComponent(event)}`,
  /** The record is of the same occurrence as others, or of another than those it counts with. */
  same: (provider: string, event: string) =>
    `${paths.record(provider, 'OccurrencesMerged')}?about=${encodeURIComponent(event)}`,
  other: (provider: string, event: string) =>
    `${paths.record(provider, 'OccurrenceSplit')}?about=${encodeURIComponent(event)}`,
} as const

/** True when nobody needs to be signed in to see it. */
export function isOpen(route: Route): boolean {
  return route.kind === 'sign-in' || route.kind === 'accessibility' || route.kind === 'nowhere'
}
