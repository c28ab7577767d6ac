import type { ShownField, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import type { Text } from '../generated/gwarchod/v1/envelope_pb'

// Kinds that name stages by their id in the policy; people read names.
const kinds: ReadonlySet<string> = new Set(['StageDecision', 'SuggestedStageChanged'])
const stageFields: ReadonlySet<string> = new Set([
  'from',
  'to',
  'stage',
  'fromStage',
  'toStage',
  'suggestedThen',
])
// Of a reason, its words say all that a reader needs.
const inner: ReadonlySet<string> = new Set(['rule', 'causes'])

/** The name of a stage in both languages; nothing for an id that the policy no longer has. */
export type NameOfStage = (id: string) => Text | undefined

/** An item with the names of stages in the place of their ids. */
export function withStageNames(item: TimelineItem, nameOf: NameOfStage): TimelineItem {
  if (!kinds.has(item.kind)) return item
  return {
    ...item,
    line: item.line && {
      ...item.line,
      en: inLine(item.line.en, (id) => nameOf(id)?.en),
      cy: inLine(item.line.cy, (id) => nameOf(id)?.cy),
    },
    fields: inFields(item.fields, nameOf),
  }
}

// A line is "label: value · label: value".
function inLine(line: string, nameOf: (id: string) => string | undefined): string {
  return line.replace(/(: )([a-z0-9-]+)(?= · |$)/g, (whole, colon: string, id: string) => {
    const name = nameOf(id)
    return name === undefined ? whole : `${colon}${name}`
  })
}

function inFields(fields: readonly ShownField[], nameOf: NameOfStage): ShownField[] {
  return fields
    .filter((field) => !inner.has(field.field))
    .map((field) => {
      const name = stageFields.has(field.field) ? nameOf(field.value?.en ?? '') : undefined
      return {
        ...field,
        value: name ?? field.value,
        parts: inFields(field.parts, nameOf),
      } as ShownField
    })
}
