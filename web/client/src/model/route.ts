import type { About, Waiting } from './outbox'

/** Where in the page the reader is. The address bar is the only place where this is kept. */
export type Route =
  | { readonly kind: 'board' }
  /** The board in large letters, for a projector. */
  | { readonly kind: 'wall' }
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
      /** One that waits on this device, taken out to be changed. */
      readonly waiting: string
    }
  // `to` is the record which the file belongs to; '' for the provider itself.
  | { readonly kind: 'attach'; readonly provider: string; readonly to: string }
  | { readonly kind: 'concern'; readonly provider: string }
  // `leaving`: on the way to sign out.
  | { readonly kind: 'device'; readonly leaving: boolean }
  // What became of one record, by any of its versions.
  | { readonly kind: 'history'; readonly provider: string; readonly event: string }
  /** All services of one owner. */
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'erase' }
  | { readonly kind: 'policy' }
  | { readonly kind: 'deadlines' }
  | { readonly kind: 'figures' }
  | { readonly kind: 'try' }
  | { readonly kind: 'accessibility' }
  | { readonly kind: 'nowhere' }

export function routeOf(path: string, query: string): Route {
  const parts = path.split('/').filter((part) => part !== '')
  const [first, second, third, fourth] = parts.map(decode)
  if (first === undefined) {
    return { kind: new URLSearchParams(query).get('wall') === '1' ? 'wall' : 'board' }
  }
  if (first === 'providers' && second !== undefined) {
    if (third === undefined) return { kind: 'provider', provider: second }
    if (third === 'attach' && parts.length === 3) {
      const to = new URLSearchParams(query).get('to') ?? ''
      return { kind: 'attach', provider: second, to }
    }
    if (
      third === 'records' &&
      fourth !== undefined &&
      parts[4] === 'history' &&
      parts.length === 5
    ) {
      return { kind: 'history', provider: second, event: fourth }
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
      waiting: asked.get('waiting') ?? '',
    }
  }
  if (first === 'owners' && second !== undefined && parts.length === 2) {
    return { kind: 'owner', owner: second }
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
      waiting: new URLSearchParams(query).get('waiting') ?? '',
    }
  }
  switch (first) {
    case 'concern':
      return { kind: first, provider: new URLSearchParams(query).get('provider') ?? '' }
    case 'device':
      return { kind: first, leaving: new URLSearchParams(query).has('leaving') }
    case 'sign-in':
    case 'accounts':
    case 'erase':
    case 'policy':
    case 'deadlines':
    case 'figures':
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

/** A figure, as the server names the file of it. */
export type FigureName = 'stages' | 'strands' | 'themes' | 'acknowledged' | 'decided'

export const paths = {
  board: () => '/',
  /** `query`: of the board's address, as writeFilter() writes it. */
  wall: (query: string) => `/${query === '' ? '?' : `${query}&`}wall=1`,
  register: () => '/register',
  concern: (provider = '') =>
    `/concern${provider === '' ? '' : `?provider=${encodeURIComponent(provider)}`}`,
  device: () => '/device',
  /** The form that something was written in. */
  again: (about: About): string =>
    about.quick === true ? paths.concern(about.provider) : formOf(about, ''),
  /** The whole form of its kind, filled with what waits on this device. */
  waiting: (item: Waiting): string => formOf(item, item.id),
  leave: () => '/device?leaving=1',
  policy: () => '/policy',
  figures: () => '/figures',
  /** Not of the page: the file itself. */
  figuresFile: (of: FigureName) => `/api/v1/figures.csv?of=${of}`,
  tryPolicy: () => '/policy/try',
  /** `then`: as writeThen() writes it; '' for the record as it stands. */
  provider: (provider: string, then = '') =>
    `/providers/${encodeURIComponent(provider)}${then === '' ? '' : `?${then}`}`,
  event: (provider: string, event: string, then = '') =>
    `${paths.provider(provider, then)}#event-${event}`,
  owner: (owner: string) => `/owners/${encodeURIComponent(owner)}`,
  history: (provider: string, event: string, then = '') =>
    `/providers/${encodeURIComponent(provider)}/records/${encodeURIComponent(event)}/history${then === '' ? '' : `?${then}`}`,
  choose: (provider: string) => `/providers/${encodeURIComponent(provider)}/record`,
  record: (provider: string, kind: string) =>
    `/providers/${encodeURIComponent(provider)}/record/${encodeURIComponent(kind)}`,
  update: (provider: string, kind: string, event: string) =>
    `${paths.record(provider, kind)}?updates=${encodeURIComponent(event)}`,
  attach: (provider: string, to = '') =>
    `/providers/${encodeURIComponent(provider)}/attach${to === '' ? '' : `?to=${encodeURIComponent(to)}`}`,
  /** Not of the page: the meeting pack, as the part of the record that is looked at has it. */
  pack: (provider: string, then = '') =>
    `/api/v1/providers/${encodeURIComponent(provider)}/pack${then === '' ? '' : `?${then}`}`,
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

function formOf(about: About, waiting: string): string {
  const { updates, corrects, about: other } = about
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries({ updates, corrects, about: other, waiting })) {
    if (value !== '') asked.set(name, value)
  }
  const form = about.provider === '' ? paths.register() : paths.record(about.provider, about.kind)
  return asked.size === 0 ? form : `${form}?${asked.toString()}`
}

/** True when nobody needs to be signed in to see it. */
export function isOpen(route: Route): boolean {
  return route.kind === 'sign-in' || route.kind === 'accessibility' || route.kind === 'nowhere'
}

/** True for what can be shown without a line: what is written, not what is looked up. */
export function worksAway(route: Route): boolean {
  return (
    isOpen(route) ||
    route.kind === 'concern' ||
    route.kind === 'device' ||
    route.kind === 'choose' ||
    (route.kind === 'record' && route.updates === '' && route.corrects === '' && route.about === '')
  )
}
