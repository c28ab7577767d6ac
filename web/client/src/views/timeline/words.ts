import { Precision } from '../../generated/gwarchod/v1/envelope_pb'
import type { StageName, TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { dayOf, parseDay, shortMonth } from '../../model/dates'
import type { Lineage } from '../../model/lineage'
import type { Cluster, Tick } from '../../model/picture/layout'
import type { LaneId } from '../../model/picture/rows'
import { dayAt, oneDay } from '../../model/picture/when'
import type { Stretch } from '../../model/picture/when'
import { severityName } from '../parts/envelope-words'
import { strandName } from '../provider/strand'
import { Strand } from '../../generated/gwarchod/v1/options_pb'

/** When a record happened, as exactly as anybody knows. */
export function whenInWords(item: TimelineItem, saying: Saying): string {
  const { t } = saying
  const from = atPrecision(item.occurredFrom, item.precision, saying)
  if (item.precision === Precision.UNKNOWN) return t('provider.undated')
  if (item.occurredTo === '' || item.occurredTo === item.occurredFrom) return from
  return t('provider.lasted', { from, to: atPrecision(item.occurredTo, item.precision, saying) })
}

function atPrecision(day: string, precision: Precision, saying: Saying): string {
  if (precision === Precision.MONTH) return saying.monthName(day)
  if (precision === Precision.YEAR) return day.slice(0, 4)
  return saying.longDay(day)
}

/** What a mark of the picture stands for, in one sentence, for whoever hears it. */
export function markInWords({ latest, versions, struck }: Lineage, saying: Saying): string {
  const { t } = saying
  const severity = severityName(latest.severity, saying)
  const line = saying.words(latest.line)
  return [
    saying.words(latest.kindName),
    whenInWords(latest, saying),
    ...(latest.concern ? [t('provider.concern')] : []),
    ...(severity === '' ? [] : [severity]),
    ...(line === '' ? [] : [line]),
    ...(struck ? [t('picture.struck')] : []),
    ...(versions.length > 1 ? [t('picture.versions', { count: versions.length })] : []),
  ].join(', ')
}

export function clusterInWords({ all, span, concerns, worst }: Cluster, saying: Saying): string {
  const { t } = saying
  const severity = severityName(worst, saying)
  return [
    t('picture.records', { count: all.length }),
    stretchInWords({ from: span.from, to: span.to + 1 }, saying),
    ...(concerns === 0 ? [] : [t('picture.concerns', { count: concerns })]),
    ...(severity === '' ? [] : [t('picture.worst', { severity })]),
  ].join(', ')
}

/** "3 May 2026 to 8 May 2026"; one that goes on, "since 3 May 2026". */
export function stretchInWords({ from, to }: Stretch, saying: Saying): string {
  const first = dayAt(from)
  if (to === Number.POSITIVE_INFINITY) {
    return saying.t('picture.since', { day: saying.longDay(first) })
  }
  const last = dayAt(to - 1)
  if (first === last) return saying.longDay(first)
  return saying.t('provider.lasted', { from: saying.longDay(first), to: saying.longDay(last) })
}

export function bandInWords(stage: StageName, span: Stretch, saying: Saying): string {
  return `${saying.stage(stage)}, ${stretchInWords(span, saying)}`
}

/** What the axis says: the year where one begins, the month, or the day. */
export function tickInWords({ day, unit }: Tick, saying: Saying): string {
  const parts = parseDay(day)
  if (unit === 'year') return String(parts?.year ?? day)
  const month = shortMonth(day, saying.language)
  return unit === 'month' ? month : `${parts?.day ?? ''} ${month}`
}

export function laneName(lane: LaneId | 'STAGE', saying: Saying): string {
  if (lane === 'STAGE') return saying.t('picture.stage')
  if (lane === 'EMBARGO') return saying.t('picture.embargo')
  return strandName(Strand[lane], saying.t)
}

/** The day a record was first written down. */
export function recordedDay(item: TimelineItem): string {
  return dayOf(Number(item.recordedUnixMs))
}

/** How many days lie between two instants of the picture. */
export function daysBetween(from: number, to: number): number {
  return Math.max(1, Math.round((to - from) / oneDay))
}
