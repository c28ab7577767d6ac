import type { ShownField, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import type { Text } from '../generated/gwarchod/v1/envelope_pb'

// Of a reason, its words say all that a reader needs.
const inner: ReadonlySet<string> = new Set(['rule', 'causes'])

/** The name of a stage in both languages; nothing for an id that the policy no longer has. */
export type NameOfStage = (id: string) => Text | undefined

/** A change of the suggested stage, its reasons as people read them: stages by name, no ids of rules. */
export function withReadableReasons(item: TimelineItem, nameOf: NameOfStage): TimelineItem {
  if (item.kind !== 'SuggestedStageChanged') return item
  return { ...item, fields: item.fields.map((field) => readable(field, nameOf)) }
}

function readable(field: ShownField, nameOf: NameOfStage): ShownField {
  const name = field.field === 'stage' ? nameOf(field.value?.en ?? '') : undefined
  return {
    ...field,
    ...(name && { value: name }),
    parts: field.parts
      .filter((part) => !inner.has(part.field))
      .map((part) => readable(part, nameOf)),
  }
}
