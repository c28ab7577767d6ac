import type { FieldForm, KindForm } from '../generated/gwarchod/v1/views_pb'
import type { Placed } from './layout'

/** The kind of record that is quick to write. What it asks is the schema's to say. */
export const quickKind = 'LowLevelConcern'

/** What a quick concern asks, beside the provider: as little as the schema lets it. */
export interface Quick {
  /** What happened, in words. */
  readonly words: readonly Placed[]
  /** When: asked as today, yesterday or another day. */
  readonly when: Placed | undefined
  readonly themes: readonly Placed[]
  /** What else the kind asks of everyone: filled from what is known, to be looked over. */
  readonly rest: readonly Placed[]
}

const place =
  (part: 'envelope' | 'body') =>
  (field: FieldForm): Placed => ({ path: `${part}.${field.field}`, part, field })

export function quickForm(kind: KindForm, envelope: readonly FieldForm[]): Quick {
  const named = (name: string) =>
    envelope.filter(({ field }) => field === name).map(place('envelope'))
  const required = kind.fields.filter((field) => field.required).map(place('body'))
  return {
    words: required.filter(({ field }) => field.control === 'long_text'),
    when: named('occurredFrom')[0],
    themes: [...named('themes'), ...named('severity')],
    rest: required.filter(({ field }) => field.control !== 'long_text'),
  }
}

export const allOf = ({ words, when, themes, rest }: Quick): readonly Placed[] => [
  ...words,
  ...(when ? [when] : []),
  ...themes,
  ...rest,
]

// Who of an agency most often sees something. A guess, looked over by who writes.
const usual: Readonly<Record<string, string>> = {
  COUNCIL_CONTRACTS: 'REPORTER_CONTRACTS_OFFICER',
  COUNCIL_CARE_MANAGEMENT: 'REPORTER_SOCIAL_WORKER',
  COUNCIL_SAFEGUARDING: 'REPORTER_SOCIAL_WORKER',
  HEALTH_BOARD: 'REPORTER_NURSE',
  REGULATOR: 'REPORTER_INSPECTOR',
  ADVOCACY: 'REPORTER_ADVOCATE',
  PROVIDER: 'REPORTER_STAFF',
}

/** The answer that a choice begins with: what this reader chose last, or what people of the agency are. */
export function likely(field: FieldForm, agency: string, last: string | undefined): string {
  const offered = (value: string | undefined) =>
    field.choices.some((choice) => choice.value === value) ? value : undefined
  return offered(last) ?? offered(usual[agency]) ?? ''
}
