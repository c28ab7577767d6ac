import { plain } from './language'

/** A filter of the board under a name. It is an address, so it can be sent to a colleague as any other. */
export interface SavedView {
  readonly name: string
  /** The query of the board's address, with its "?"; '' shows everything. */
  readonly query: string
}
export type SavedViews = readonly SavedView[]

export const viewsMax = 30
export const nameLengthMax = 60

/** From the browser's store; whatever else is found there is passed over. */
export function readViews(text: string | undefined): SavedViews {
  try {
    const held: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(held) ? held.filter(isView).slice(0, viewsMax) : []
  } catch {
    return []
  }
}

export function writeViews(views: SavedViews): string {
  return JSON.stringify(views)
}

function isView(held: unknown): held is SavedView {
  if (typeof held !== 'object' || held === null) return false
  const { name, query } = held as Record<string, unknown>
  return typeof name === 'string' && name !== '' && typeof query === 'string'
}

/** Why a name cannot be given; nothing when it can. `except` is the view that is renamed. */
export function nameFault(
  views: SavedViews,
  name: string,
  except = '',
): 'missing' | 'taken' | 'many' | undefined {
  const wanted = tidy(name)
  if (wanted === '') return 'missing'
  const taken = views.some((view) => view.name !== except && plain(view.name) === plain(wanted))
  if (taken) return 'taken'
  return except === '' && views.length >= viewsMax ? 'many' : undefined
}

export function withView(views: SavedViews, name: string, query: string): SavedViews {
  return [...views, { name: tidy(name), query }]
}

export function renamed(views: SavedViews, from: string, to: string): SavedViews {
  return views.map((view) => (view.name === from ? { ...view, name: tidy(to) } : view))
}

export function without(views: SavedViews, name: string): SavedViews {
  return views.filter((view) => view.name !== name)
}

function tidy(name: string): string {
  return name.trim().replace(/\s+/g, ' ').slice(0, nameLengthMax)
}
