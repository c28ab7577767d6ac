import type { TimelineItem } from '../generated/gwarchod/v1/views_pb'
import { parseDay } from './dates'

/** Reports of one occurrence seldom lie further apart. */
const daysApartMax = 30

/** What is decided, corrected or registered is no report of an occurrence. */
const noReports = new Set([
  'Correction',
  'OccurrencesMerged',
  'OccurrenceSplit',
  'StageDecision',
  'DeEscalation',
  'ProviderRegistered',
  'Attachment',
])

/** Whether a record can be a report of an occurrence. */
export function isReport(item: TimelineItem): boolean {
  return !item.system && !noReports.has(item.kind)
}

/**
 * Records that may be of the same occurrence: of the 30 days before and after, with a person or a theme in
 * common. Those struck out, or brought up to date since, are left out.
 */
export function alike(item: TimelineItem, items: readonly TimelineItem[]): readonly TimelineItem[] {
  const people = new Set(peopleOf(item))
  const themes = new Set(item.themes.map(({ value }) => value))
  return items.filter(
    (other) =>
      other.eventId !== item.eventId &&
      isReport(other) &&
      other.correctedBy === '' &&
      other.updatedBy === '' &&
      daysApart(item, other) <= daysApartMax &&
      (other.themes.some(({ value }) => themes.has(value)) ||
        peopleOf(other).some((person) => people.has(person))),
  )
}

/** References of the people a record is about, as far as the reader may see them. */
function peopleOf(item: TimelineItem): string[] {
  return item.fields
    .filter(
      ({ field, withheld }) => !withheld && (field === 'envelope.people' || field === 'adult'),
    )
    .flatMap(({ value }) => (value?.en ?? '').split(', '))
    .filter((person) => person !== '')
}

function daysApart(left: TimelineItem, right: TimelineItem): number {
  const dayMs = 86_400_000
  const at = ({ occurredFrom }: TimelineItem) => {
    const parts = parseDay(occurredFrom)
    return parts ? Date.UTC(parts.year, parts.month - 1, parts.day) : Number.NaN
  }
  return Math.abs(at(left) - at(right)) / dayMs
}

/** The records which a record counts as one occurrence with, itself left out: their ids. */
export function countedWith(item: TimelineItem): readonly string[] {
  const shown = item.fields.find(({ field }) => field === 'sameOccurrence')
  return (shown?.parts ?? []).map(({ field }) => field).filter((id) => id !== item.eventId)
}
