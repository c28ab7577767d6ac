import type { JsonObject, JsonValue } from '@bufbuild/protobuf'
import type { FieldForm } from '../generated/gwarchod/v1/views_pb'
import { isReal, monthNumber, parseDay, writeDay } from './dates'
import type { Day } from './dates'

/** What has been typed or chosen for one field, as typed. */
export type Entry =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly day: string; readonly month: string; readonly year: string }
  | { readonly kind: 'chosen'; readonly values: readonly string[] }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'groups'; readonly groups: readonly Draft[] }

/** The entries of a form by field. A field never touched is missing. */
export interface Draft {
  readonly [field: string]: Entry
}

/** Why an entry cannot be sent. The words for it stand in the catalogues. */
export type Fault = 'missing' | 'not-a-date' | 'not-a-number' | 'not-money'

export interface FaultAt {
  /** Where: "body.findings[2].metBy", as the server names it. */
  readonly path: string
  readonly fault: Fault
  readonly field: FieldForm
}

/** The entry of a field nobody has touched. */
export function blank(field: FieldForm): Entry {
  switch (field.control) {
    case 'date':
      return { kind: 'date', day: '', month: '', year: '' }
    case 'choice':
    case 'choices':
    case 'yes_no':
      return { kind: 'chosen', values: [] }
    case 'texts':
      return { kind: 'texts', texts: [''] }
    case 'group':
      return { kind: 'groups', groups: [{}] }
    case 'groups':
      return { kind: 'groups', groups: [] }
    default:
      return { kind: 'text', text: '' }
  }
}

export function entryOf(draft: Draft, field: FieldForm): Entry {
  const held = draft[field.field]
  const fresh = blank(field)
  return held && held.kind === fresh.kind ? held : fresh
}

export function isEmpty(entry: Entry): boolean {
  switch (entry.kind) {
    case 'text':
      return entry.text.trim() === ''
    case 'date':
      return `${entry.day}${entry.month}${entry.year}`.trim() === ''
    case 'chosen':
      return entry.values.length === 0
    case 'texts':
      return entry.texts.every((text) => text.trim() === '')
    case 'groups':
      return entry.groups.every((group) => Object.values(group).every(isEmpty))
  }
}

/** A date as the three boxes hold it. */
export function dateEntry(day: Day): Entry {
  const parts = parseDay(day)
  return {
    kind: 'date',
    day: parts ? String(parts.day) : '',
    month: parts ? String(parts.month) : '',
    year: parts ? String(parts.year) : '',
  }
}

export interface ReadDate {
  readonly day: Day
  /** How exact it is: the day or the month may have been left empty. */
  readonly precision: 'DAY' | 'MONTH' | 'YEAR'
}

/** Reads the three boxes. A day or a month not known may be left empty where `vague` allows it. */
export function readDate(
  entry: { readonly day: string; readonly month: string; readonly year: string },
  vague: boolean,
): ReadDate | undefined {
  const typed = { day: entry.day.trim(), month: entry.month.trim(), year: entry.year.trim() }
  if (!/^\d{4}$/.test(typed.year)) return undefined
  const year = Number(typed.year)
  if (vague && typed.month === '' && typed.day === '') {
    return { day: writeDay(year, 1, 1), precision: 'YEAR' }
  }
  const month = monthNumber(typed.month)
  if (month === undefined) return undefined
  if (vague && typed.day === '') {
    return isReal(year, month, 1)
      ? { day: writeDay(year, month, 1), precision: 'MONTH' }
      : undefined
  }
  if (!/^\d{1,2}$/.test(typed.day)) return undefined
  const day = Number(typed.day)
  return isReal(year, month, day)
    ? { day: writeDay(year, month, day), precision: 'DAY' }
    : undefined
}

/** True for the one date that may be known to the month or the year only. */
export function mayBeVague(path: string): boolean {
  return path === 'envelope.occurredFrom'
}

/** Pence of "1,250.00" or "£1250"; nothing when it is no sum of money. */
export function readPence(text: string): string | undefined {
  const match = /^£?\s*(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d{2}))?$/.exec(text.trim())
  if (!match) return undefined
  const pounds = (match[1] ?? '').replaceAll(',', '')
  return String(BigInt(pounds) * 100n + BigInt(match[2] ?? '0'))
}

function readNumber(text: string): string | undefined {
  const plain = text.trim().replace(/%$/, '').replaceAll(',', '').trim()
  return /^-?\d{1,15}$/.test(plain) ? plain : undefined
}

/** What cannot be sent as it stands: asked for and missing, or no date, number or sum. In field order. */
export function faultsOf(fields: readonly FieldForm[], draft: Draft, prefix: string): FaultAt[] {
  return fields.flatMap((field) => {
    const path = `${prefix}.${field.field}`
    const entry = entryOf(draft, field)
    const at = (fault: Fault): FaultAt[] => [{ path, fault, field }]
    if (isEmpty(entry)) {
      if (field.required) return at('missing')
      return []
    }
    switch (entry.kind) {
      case 'date':
        return readDate(entry, mayBeVague(path)) ? [] : at('not-a-date')
      case 'text':
        if (field.control === 'pence')
          return readPence(entry.text) === undefined ? at('not-money') : []
        if (isNumeric(field)) return readNumber(entry.text) === undefined ? at('not-a-number') : []
        return []
      case 'groups':
        return entry.groups.flatMap((group, index) =>
          faultsOf(field.parts, group, field.control === 'group' ? path : `${path}[${index}]`),
        )
      case 'chosen':
      case 'texts':
        return []
    }
  })
}

function isNumeric(field: FieldForm): boolean {
  return field.control === 'number' || field.control === 'percent'
}

/** The draft as proto3 JSON, for a draft without faults. What is empty is left out. */
export function toMessage(fields: readonly FieldForm[], draft: Draft, prefix: string): JsonObject {
  const out: JsonObject = {}
  for (const field of fields) {
    const entry = entryOf(draft, field)
    if (isEmpty(entry)) continue
    const value = valueOf(field, entry, `${prefix}.${field.field}`)
    if (value !== undefined) out[field.field] = value
  }
  return out
}

function valueOf(field: FieldForm, entry: Entry, path: string): JsonValue | undefined {
  switch (entry.kind) {
    case 'text':
      if (field.control === 'pence') return readPence(entry.text)
      if (isNumeric(field)) return readNumber(entry.text)
      return entry.text.trim()
    case 'date':
      return readDate(entry, mayBeVague(path))?.day
    case 'chosen':
      if (field.control === 'choices') return [...entry.values]
      if (field.control === 'yes_no') return entry.values[0] === 'true'
      return entry.values[0]
    case 'texts':
      return entry.texts.map((text) => text.trim()).filter((text) => text !== '')
    case 'groups': {
      const groups = entry.groups.map((group) => toMessage(field.parts, group, path))
      return field.control === 'group' ? groups[0] : groups
    }
  }
}

/** The id of the first control of a field, to which an error leads. */
export function controlId(path: string): string {
  return path.replaceAll('[', '-').replaceAll(']', '').replaceAll('.', '-')
}
