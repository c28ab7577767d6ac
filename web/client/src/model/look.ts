import { Severity } from '../generated/gwarchod/v1/envelope_pb'
import { Strand } from '../generated/gwarchod/v1/options_pb'
import type { TimelineItem } from '../generated/gwarchod/v1/views_pb'
import { parseDay } from './dates'
import { plain } from './language'
import { lineages } from './lineage'
import type { Lineage } from './lineage'
import { placeOf, whenOf } from './picture/when'
import type { Stretch } from './picture/when'

/** What of a timeline the reader asked to see. Kept in the address, so that a view can be sent. */
export interface Look {
  /** The name of a strand, "concerns", or '' for all. */
  readonly strand: string
  /** The least that a record must be: the name of a severity, or ''. */
  readonly severity: string
  readonly theme: string
  readonly source: string
  readonly text: string
  /** The days between which it happened, both within; '' for no bound. */
  readonly from: string
  readonly to: string
  readonly view: 'list' | 'table'
  /** Two days to be compared; '' for none. */
  readonly before: string
  readonly after: string
}

export const allOfIt: Look = {
  strand: '',
  severity: '',
  theme: '',
  source: '',
  text: '',
  from: '',
  to: '',
  view: 'list',
  before: '',
  after: '',
}

const names = {
  strand: 'strand',
  severity: 'severity',
  theme: 'theme',
  source: 'source',
  text: 'q',
  from: 'from',
  to: 'to',
  view: 'view',
  before: 'compare',
  after: 'with',
} as const

const days: ReadonlySet<string> = new Set(['from', 'to', 'before', 'after'])

export function readLook(query: string): Look {
  const asked = new URLSearchParams(query)
  const read = Object.entries(names).map(([key, name]) => {
    const value = asked.get(name) ?? ''
    return [key, days.has(key) && !parseDay(value) ? '' : value]
  })
  const look = { ...allOfIt, ...Object.fromEntries(read) } as Look
  return { ...look, view: look.view === 'table' ? 'table' : 'list' }
}

/** Without a "?"; empty for all of it. */
export function writeLook(look: Look): string {
  const out = new URLSearchParams()
  for (const [key, name] of Object.entries(names) as [keyof Look, string][]) {
    if (look[key] !== allOfIt[key]) out.set(name, look[key])
  }
  return out.toString()
}

/** How many things are asked for, beside the days, which the picture itself shows. */
export function lookCount({ strand, severity, theme, source, text }: Look): number {
  return [strand, severity, theme, source, text.trim()].filter(Boolean).length
}

/**
 * The items of the records that answer, in the order given. A record answers as a whole, with all its
 * versions, when one of them does; in a window, when it stands there in the picture.
 */
export function lookedAt(
  items: readonly TimelineItem[],
  look: Look,
  window?: Stretch,
): readonly TimelineItem[] {
  if (lookCount(look) === 0 && !window) return items
  const asked = readQuestion(look)
  const kept = new Set(
    lineages(items)
      .filter(
        (record) =>
          record.versions.some((version) => answers(version, asked)) && stands(record, window),
      )
      .flatMap(({ versions }) => versions.map(({ eventId }) => eventId)),
  )
  return items.filter(({ eventId }) => kept.has(eventId))
}

function stands(record: Lineage, window: Stretch | undefined): boolean {
  if (!window) return true
  const when = whenOf(record)
  if (!when) return false
  const place = placeOf(when)
  return place >= window.from && place <= window.to
}

interface Question extends Look {
  readonly least: Severity
  readonly words: readonly string[]
}

function readQuestion(look: Look): Question {
  const least = Severity[look.severity as keyof typeof Severity] ?? Severity.SEVERITY_UNSPECIFIED
  const words = plain(look.text)
    .split(/\s+/)
    .filter((word) => word !== '')
  return { ...look, least, words }
}

function answers(item: TimelineItem, asked: Question): boolean {
  if (asked.strand === 'concerns' ? !item.concern : !isOf(item, asked.strand)) return false
  if (item.severity < asked.least) return false
  if (asked.theme !== '' && !item.themes.some(({ value }) => value === asked.theme)) return false
  if (asked.source !== '' && item.source?.value !== asked.source) return false
  if (asked.words.length === 0) return true
  const text = plain(
    [item.kindName, item.line, item.source?.text, ...item.themes.map(({ text }) => text)]
      .map((each) => `${each?.en ?? ''} ${each?.cy ?? ''}`)
      .join(' '),
  )
  return asked.words.every((word) => text.includes(word))
}

function isOf(item: TimelineItem, strand: string): boolean {
  return strand === '' || Strand[item.strand] === strand
}

export interface Choices {
  readonly themes: readonly NonNullable<TimelineItem['source']>[]
  readonly sources: readonly NonNullable<TimelineItem['source']>[]
  readonly strands: ReadonlySet<Strand>
}

/** What can be asked for at all: only what is among the items. */
export function choicesIn(items: readonly TimelineItem[]): Choices {
  const themes = new Map(items.flatMap((item) => item.themes.map((theme) => [theme.value, theme])))
  const sources = new Map(items.flatMap(({ source }) => (source ? [[source.value, source]] : [])))
  return {
    themes: [...themes.values()],
    sources: [...sources.values()].filter(({ value }) => value !== ''),
    strands: new Set(items.map(({ strand }) => strand)),
  }
}
