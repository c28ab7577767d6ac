import type { FieldForm, KindForm } from '../generated/gwarchod/v1/views_pb'

/** A field and where its value goes. */
export interface Placed {
  readonly path: string
  readonly part: 'envelope' | 'body'
  readonly field: FieldForm
}

export interface Layout {
  /** Asked of everyone, in this order. */
  readonly first: readonly Placed[]
  /** The rest of the kind's own fields, and of the envelope's. */
  readonly moreOfKind: readonly Placed[]
  readonly moreOfRecord: readonly Placed[]
}

// Filled by how the form was reached; never shown.
const unseen: ReadonlySet<string> = new Set(['updates'])

const asked = ['occurredFrom', 'themes', 'severity', 'source', 'summary']
const askedOfOthers = ['occurredFrom', 'source', 'summary']

/**
 * Which fields stand where. A worry asks when, what about, how serious, from whom and what happened,
 * then what its kind requires, and what the form begins with and people must answer (exit tests);
 * everything else is one step away.
 */
export function layout(
  form: KindForm,
  envelope: readonly FieldForm[],
  toAnswer: ReadonlySet<string> = new Set(),
): Layout {
  const key = form.concern ? asked : askedOfOthers
  const place = (part: 'envelope' | 'body') => (field: FieldForm) => ({
    path: `${part}.${field.field}`,
    part,
    field,
  })
  const shown = envelope.filter((field) => !unseen.has(field.field))
  const keyFields = key.flatMap((name) => shown.filter((field) => field.field === name))
  const before = keyFields.filter((field) => field.field !== 'summary')
  const summary = keyFields.filter((field) => field.field === 'summary')
  const isAsked = (field: FieldForm) => field.required || toAnswer.has(field.field)
  return {
    first: [
      ...before.map(place('envelope')),
      ...form.fields.filter(isAsked).map(place('body')),
      ...summary.map(place('envelope')),
    ],
    moreOfKind: form.fields.filter((field) => !isAsked(field)).map(place('body')),
    moreOfRecord: shown.filter((field) => !key.includes(field.field)).map(place('envelope')),
  }
}

/** True for a kind that makes sense only beside what is recorded: a decision, or a word about a record. */
export function needsTheRecord(form: KindForm): boolean {
  return form.fields.some(
    ({ field, control, required }) =>
      field === 'fromStage' || (required && (control === 'event' || field === 'records')),
  )
}
