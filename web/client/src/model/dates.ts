import type { Language } from './language'

/** A civil day as the server writes it: yyyy-mm-dd. */
export type Day = string

// Chromium ships no Welsh dates, so the names stand here; both languages come from one table.
const months: Record<Language, readonly string[]> = {
  en: 'January February March April May June July August September October November December'.split(
    ' ',
  ),
  cy: 'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'.split(
    ' ',
  ),
}
const shortMonths: Record<Language, readonly string[]> = {
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  cy: 'Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag'.split(' '),
}

export interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Nothing when the text is no real day. */
export function parseDay(text: Day): Parts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return isReal(year, month, day) ? { year, month, day } : undefined
}

export function isReal(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return (
    year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  )
}

export function writeDay(year: number, month: number, day: number): Day {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** "3 February 2026" · "3 Chwefror 2026" */
export function longDay(day: Day, language: Language): string {
  const parts = parseDay(day)
  return parts ? `${parts.day} ${months[language][parts.month - 1] ?? ''} ${parts.year}` : day
}

/** "3 Feb 2026" · "3 Chwef 2026" */
export function shortDay(day: Day, language: Language): string {
  const parts = parseDay(day)
  return parts ? `${parts.day} ${shortMonths[language][parts.month - 1] ?? ''} ${parts.year}` : day
}

/** "Feb" · "Chwef" */
export function shortMonth(day: Day, language: Language): string {
  const parts = parseDay(day)
  return parts ? (shortMonths[language][parts.month - 1] ?? '') : day
}

/** "February 2026" · "Chwefror 2026" */
export function monthName(day: Day, language: Language): string {
  const parts = parseDay(day)
  return parts ? `${months[language][parts.month - 1] ?? ''} ${parts.year}` : day
}

/** "14:32", in the reader's own zone. */
export function timeOfDay(unixMs: number): string {
  const date = new Date(unixMs)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** The civil day of an instant in the reader's own zone. */
export function dayOf(unixMs: number): Day {
  const date = new Date(unixMs)
  return writeDay(date.getFullYear(), date.getMonth() + 1, date.getDate())
}

/** How many days lie from one day to another; negative when it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  const [start, end] = [parseDay(from), parseDay(to)]
  if (!start || !end) return 0
  const at = (parts: Parts) => Date.UTC(parts.year, parts.month - 1, parts.day)
  return Math.round((at(end) - at(start)) / dayMs)
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: Day, days: number): Day {
  const parts = parseDay(day)
  if (!parts) return day
  const date = new Date(Date.UTC(parts.year, parts.month - 1, parts.day + days))
  return writeDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

const dayMs = 24 * 60 * 60 * 1_000

/** When a day ends, in the reader's own zone; nothing when the text is no real day. */
export function endOfDay(day: Day): number | undefined {
  const parts = parseDay(day)
  return parts && new Date(parts.year, parts.month - 1, parts.day + 1).getTime()
}

/** A month given as a figure or by its name, short or long, in either language. */
export function monthNumber(text: string): number | undefined {
  const word = text.trim().toLowerCase()
  if (/^\d{1,2}$/.test(word)) return Number(word)
  if (word.length < 3) return undefined
  for (const language of ['en', 'cy'] as const) {
    const at = months[language].findIndex((name) => name.toLowerCase().startsWith(word))
    if (at >= 0) return at + 1
  }
  return undefined
}

/** Reads a day as the server shows it to people ("3 February 2026"), for a form to be filled from it. */
export function readDay(shown: string): Day | undefined {
  if (parseDay(shown)) return shown
  const match = /^(\d{1,2}) (\p{L}+)\.? (\d{4})$/u.exec(shown.trim())
  if (!match) return undefined
  const month = monthNumber(match[2] ?? '')
  const [day, year] = [Number(match[1]), Number(match[3])]
  return month !== undefined && isReal(year, month, day) ? writeDay(year, month, day) : undefined
}
