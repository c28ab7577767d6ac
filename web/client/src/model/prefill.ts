import { create } from '@bufbuild/protobuf'
import { TextSchema } from '../generated/gwarchod/v1/envelope_pb'
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
    const left = value.erased ? unerased(value) : value
    const entry = left && entryFrom(field, left)
    if (entry) draft[field.field] = entry
    for (const part of value.parts) {
      if (prefill(field.parts, part.parts).withheld.length > 0) withheld.push(field.field)
    }
  }
  return { draft, withheld: [...new Set(withheld)] }
}

/** What is left of a value of which some or all is erased: nothing stands for it in a newer version. */
function unerased(shown: ShownField): ShownField | undefined {
  const left = (shown.value?.en ?? '').split(', ').filter((text) => text !== erased)
  if (left.length === 0) return undefined
  return { ...shown, value: create(TextSchema, { en: left.join(', ') }) }
}

/** The server's word for a value that is erased. */
const erased = 'erased'

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
      return { kind: 'texts', texts: shown.parts.length > 0 ? partTexts(shown) : text.split(', ') }
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
  // Several are joined by commas, which labels may hold too: so each label is looked for.
  const joined = `, ${text}, `
  return field.choices
    .filter((choice) => joined.includes(`, ${choice.text?.en ?? ''}, `))
    .map((choice) => choice.value)
}

/** The names of enumeration values on the wire; empty for none. */
export interface WireNames {
  readonly severity: (severity: TimelineItem['severity']) => string
  readonly agency: (agency: TimelineItem['knownTo'][number]['agency']) => string
  readonly precision: (precision: TimelineItem['precision']) => string
}

const ofEnvelope = 'envelope.'

/**
 * The envelope of a record. What the item has no place of its own for stands among its fields, under
 * "envelope.".
 */
export function prefillEnvelope(
  fields: readonly FieldForm[],
  item: TimelineItem,
  names: WireNames,
): Prefilled {
  const shown = item.fields
    .filter((each) => each.field.startsWith(ofEnvelope))
    .map((each) => ({ ...each, field: each.field.slice(ofEnvelope.length) }))
  const { draft, withheld } = prefill(fields, shown)
  const chosen = (values: readonly string[]): Entry => ({ kind: 'chosen', values })
  const precision = names.precision(item.precision)
  const known: Record<string, Entry> = {
    ...draft,
    occurredFrom: vagueEntry(item.occurredFrom, precision),
  }
  if (precision === 'UNKNOWN') known['precision'] = chosen([precision])
  if (item.occurredTo !== '') known['occurredTo'] = dateEntry(item.occurredTo)
  if (item.themes.length > 0) known['themes'] = chosen(item.themes.map((theme) => theme.value))
  const severity = names.severity(item.severity)
  if (severity !== '') known['severity'] = chosen([severity])
  if (item.source) known['source'] = chosen([item.source.value])
  if (item.knownTo.length > 0) {
    known['knownTo'] = {
      kind: 'groups',
      groups: item.knownTo.map(({ agency, since }) => ({
        agency: chosen([names.agency(agency)]),
        since: dateEntry(since),
      })),
    }
  }
  return { draft: known, withheld }
}

/** A date as its boxes hold it: what was not known is left empty again. */
function vagueEntry(day: string, precision: string): Entry {
  const entry = dateEntry(day)
  if (entry.kind !== 'date') return entry
  if (precision === 'YEAR') return { ...entry, day: '', month: '' }
  return precision === 'MONTH' ? { ...entry, day: '' } : entry
}
