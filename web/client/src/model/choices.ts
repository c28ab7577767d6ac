import type { FieldForm, Forms, KindForm, StageName } from '../generated/gwarchod/v1/views_pb'

// Text in the schema, because what may be written is the policy's to say; on the page a list of stages.
const stageFields: ReadonlySet<string> = new Set(['fromStage', 'toStage', 'suggestedThen'])

/** The forms with lists where the page knows what may be written: stages of the policy, languages. */
export function withKnownChoices(
  forms: Forms,
  stages: readonly StageName[],
): { readonly kinds: readonly KindForm[]; readonly envelope: readonly FieldForm[] } {
  const stageChoices = stages.map((stage) => ({
    value: stage.id,
    text: {
      en: named(stage, 'en'),
      cy: named(stage, 'cy'),
    },
  }))
  return {
    kinds: forms.kinds.map((kind) => {
      if (kind.kind !== 'StageDecision' || stages.length === 0) return kind
      return {
        ...kind,
        fields: kind.fields.map((field) =>
          stageFields.has(field.field) && field.control === 'text'
            ? chooseFrom(field, stageChoices)
            : field,
        ),
      }
    }),
    envelope: forms.envelope.map((field) =>
      field.field === 'language' && field.control === 'text' ? chooseFrom(field, languages) : field,
    ),
  }
}

interface Named {
  readonly value: string
  readonly text: { readonly en: string; readonly cy: string }
}

const languages: readonly Named[] = [
  { value: 'en', text: { en: 'English', cy: 'Saesneg' } },
  { value: 'cy', text: { en: 'Welsh', cy: 'Cymraeg' } },
]

function chooseFrom(field: FieldForm, choices: readonly Named[]): FieldForm {
  return {
    ...field,
    control: 'choice',
    choices: choices.map(({ value, text }) => ({
      $typeName: 'gwarchod.v1.Label',
      value,
      text: { $typeName: 'gwarchod.v1.Text', ...text },
    })),
  }
}

function named(stage: StageName, language: 'en' | 'cy'): string {
  const name = stage.name?.[language] ?? stage.id
  return stage.number === '' ? name : `${stage.number}: ${name}`
}
