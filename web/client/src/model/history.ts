import type { ShownField, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import type { Text } from '../generated/gwarchod/v1/envelope_pb'
import { lineages } from './lineage'

/** What two versions of a record say differently of one thing. */
export interface Change {
  /** What it is: the labels from the outermost in, with the number of a part after what it is a part of. */
  readonly of: readonly (Text | number)[]
  readonly before: ShownField | undefined
  readonly after: ShownField | undefined
}

export type Step =
  | { readonly kind: 'recorded'; readonly item: TimelineItem }
  | { readonly kind: 'updated'; readonly item: TimelineItem; readonly earlier: TimelineItem }
  | { readonly kind: 'corrected'; readonly item: TimelineItem; readonly corrects: TimelineItem }

/**
 * All that became of one record, in the order it was written down: its versions, and the corrections of any of
 * them. Empty when no version with that event id is among the items.
 */
export function historyOf(items: readonly TimelineItem[], event: string): readonly Step[] {
  const record = lineages(items).find(({ versions }) =>
    versions.some(({ eventId }) => eventId === event),
  )
  if (!record) return []
  const held = new Map(items.map((item) => [item.eventId, item]))
  return record.versions
    .flatMap((item, index): Step[] => {
      const earlier = record.versions[index - 1]
      const correction = held.get(item.correctedBy)
      return [
        earlier ? { kind: 'updated', item, earlier } : { kind: 'recorded', item },
        ...(correction ? [{ kind: 'corrected', item: correction, corrects: item } as const] : []),
      ]
    })
    .sort((left, right) => (left.item.version < right.item.version ? -1 : 1))
}

// Of reports of one occurrence: it says where this record stands now, not what was written down.
const notWritten: ReadonlySet<string> = new Set(['sameOccurrence'])

/** What an item says in full, as it was written down. */
export function writtenFields(item: TimelineItem): readonly ShownField[] {
  return item.fields.filter(({ field }) => !notWritten.has(field))
}

/** Field by field, in the order of the later version; what was left out of it comes last. */
export function changes(before: TimelineItem, after: TimelineItem): readonly Change[] {
  return changesIn(writtenFields(before), writtenFields(after), [])
}

function changesIn(
  was: readonly ShownField[],
  is: readonly ShownField[],
  within: Change['of'],
): readonly Change[] {
  const earlier = new Map(was.map((field) => [field.field, field]))
  const later = new Set(is.map(({ field }) => field))
  const named = (field: ShownField) => [...within, ...(field.label ? [field.label] : [])]
  return [
    ...is.flatMap((field): readonly Change[] => {
      const old = earlier.get(field.field)
      if (old && isSame(old, field)) return []
      if (old && areGroups(old) && areGroups(field)) return changesOfParts(old, field, named(field))
      return [{ of: named(field), before: old, after: field }]
    }),
    ...was
      .filter(({ field }) => !later.has(field))
      .map((field) => ({ of: named(field), before: field, after: undefined })),
  ]
}

function areGroups({ parts }: ShownField): boolean {
  return parts.length > 0 && parts.every((part) => part.parts.length > 0)
}

/** Groups are compared each with that of the same number: the actions of a plan, say. */
function changesOfParts(
  before: ShownField,
  after: ShownField,
  of: Change['of'],
): readonly Change[] {
  const count = Math.max(before.parts.length, after.parts.length)
  return Array.from({ length: count }).flatMap((_, index): readonly Change[] => {
    const [old, now] = [before.parts[index], after.parts[index]]
    const within = [...of, index + 1]
    if (!old || !now) return [{ of: within, before: old, after: now }]
    return changesIn(old.parts, now.parts, within)
  })
}

function isSame(left: ShownField, right: ShownField): boolean {
  return (
    left.value?.en === right.value?.en &&
    left.value?.cy === right.value?.cy &&
    left.withheld === right.withheld &&
    left.erased === right.erased &&
    left.parts.length === right.parts.length &&
    left.parts.every((part, index) => {
      const other = right.parts[index]
      return other !== undefined && part.field === other.field && isSame(part, other)
    })
  )
}
