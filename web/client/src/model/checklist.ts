import type { FieldForm } from '../generated/gwarchod/v1/views_pb'
import { entryOf, isEmpty } from './form'
import type { Draft } from './form'

/** A list of groups that asks the same of each of a few things: "Care: green, amber or red?" */
export interface Checklist {
  /** Which thing: one row for each of its choices. */
  readonly item: FieldForm
  /** What is asked of each. */
  readonly answer: FieldForm
  /** What may be added to an answer. */
  readonly more: readonly FieldForm[]
}

const answersMax = 5

/** The field as a checklist, when its parts are such; so the schema alone decides which lists are. */
export function checklistOf(field: FieldForm): Checklist | undefined {
  const [item, answer, ...more] = field.parts
  if (field.control !== 'groups' || !item || !answer) return undefined
  const asked = [item, answer].every((part) => part.control === 'choice' && part.required)
  return asked && answer.choices.length <= answersMax ? { item, answer, more } : undefined
}

const valueIn = (group: Draft, field: FieldForm): string => {
  const entry = entryOf(group, field)
  return entry.kind === 'chosen' ? (entry.values[0] ?? '') : ''
}

/** Where in the list the thing is; -1 if it is not there yet. */
export function placeOf(groups: readonly Draft[], { item }: Checklist, value: string): number {
  return groups.findIndex((group) => valueIn(group, item) === value)
}

/** True when each group is about another thing, so that one row can stand for it. */
export function fits(groups: readonly Draft[], { item }: Checklist): boolean {
  const values = groups
    .filter((group) => !Object.values(group).every(isEmpty))
    .map((group) => valueIn(group, item))
  return values.every((value) => value !== '') && new Set(values).size === values.length
}

/**
 * The list with something of one thing changed. What then has neither an answer nor anything added goes,
 * and so do groups nobody has filled in.
 */
export function answered(
  groups: readonly Draft[],
  list: Checklist,
  value: string,
  change: Draft,
): readonly Draft[] {
  const item: Draft = { [list.item.field]: { kind: 'chosen', values: [value] } }
  const at = placeOf(groups, list, value)
  const changed = { ...item, ...groups[at], ...change }
  const next = at < 0 ? [...groups, changed] : groups.with(at, changed)
  return next.filter((group) =>
    [list.answer, ...list.more].some((part) => !isEmpty(entryOf(group, part))),
  )
}

/** How many of the things have an answer. */
export function answeredCount(groups: readonly Draft[], { item, answer }: Checklist): number {
  return item.choices.filter((choice) =>
    groups.some((group) => valueIn(group, item) === choice.value && valueIn(group, answer) !== ''),
  ).length
}
