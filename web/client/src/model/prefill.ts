import type { FieldForm, ShownField, TimelineItem } from '../generated/gwarchod/v1/views_pb'
import { readDay } from './dates'
import { dateEntry } from './form'
import type { Draft, Entry } from './form'

/**
 * A draft holding what a record says, to bring it up to date: people see the earlier values and change
 * what changed. Values come as they are shown, so each is read back by its control. What is withheld
 * from this reader is named, for the newer version would lack it.
 */
export interface Prefilled {
  readonly draft: Draft
  readonly withheld: readonly string[]
}

export function prefill(fields: readonly FieldForm[], shown: readonly ShownField[]): Prefilled {
  const draft: Record<string, Entry> = {}
  const withheld: string[] = []
  for (const field of fields) {
    const value = shown.find((each) => each.field === field.field)
    if (!value) continue
    if (value.withheld) {
      withheld.push(field.field)
      continue
    }
    const entry = entryFrom(field, value)
    if (entry) draft[field.field] = entry
    for (const part of value.parts) {
      if (prefill(field.parts, part.parts).withheld.length > 0) withheld.push(field.field)
    }
  }
  return { draft, withheld: [...new Set(withheld)] }
}

function entryFrom(field: FieldForm, shown: ShownField): Entry | undefined {
  const text = shown.value?.en ?? ''
  switch (field.control) {
    case 'date': {
      const day = readDay(text)
      return day === undefined ? undefined : dateEntry(day)
    }
    case 'choice':
    case 'choices':
      return { kind: 'chosen', values: chosenFrom(field, text) }
    case 'yes_no':
      return { kind: 'chosen', values: [/^yes$/i.test(text) ? 'true' : 'false'] }
    case 'texts':
      return { kind: 'texts', texts: shown.parts.length > 0 ? partTexts(shown) : text.split('; ') }
    case 'group':
      return { kind: 'groups', groups: [prefill(field.parts, shown.parts).draft] }
    case 'groups':
      return {
        kind: 'groups',
        groups: shown.parts.map((part) => prefill(field.parts, part.parts).draft),
      }
    default:
      return { kind: 'text', text: field.control === 'percent' ? text.replace('%', '') : text }
  }
}

function partTexts(shown: ShownField): string[] {
  return shown.parts.map((part) => part.value?.en ?? '')
}

function chosenFrom(field: FieldForm, text: string): string[] {
  const whole = field.choices.filter((choice) => choice.text?.en === text)
  if (whole.length > 0 || field.control === 'choice') return whole.map((choice) => choice.value)
  const parts = text.split(/[;,] /)
  return field.choices
    .filter((choice) => parts.includes(choice.text?.en ?? ''))
    .map((choice) => choice.value)
}

/** What the envelope of a record says, as far as a timeline tells it. */
export function envelopeOf(item: TimelineItem, names: EnvelopeNames): Draft {
  const draft: Record<string, Entry> = { occurredFrom: dateEntry(item.occurredFrom) }
  if (item.occurredTo !== '') draft['occurredTo'] = dateEntry(item.occurredTo)
  if (item.themes.length > 0) {
    draft['themes'] = { kind: 'chosen', values: item.themes.map((theme) => theme.value) }
  }
  const severity = names.severity(item.severity)
  if (severity !== '') draft['severity'] = { kind: 'chosen', values: [severity] }
  if (item.source) draft['source'] = { kind: 'chosen', values: [item.source.value] }
  return draft
}

export interface EnvelopeNames {
  /** The name of an enumeration value on the wire; empty for none. */
  readonly severity: (severity: TimelineItem['severity']) => string
}
