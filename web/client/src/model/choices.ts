import { create } from '@bufbuild/protobuf'
import { FieldFormSchema, LabelSchema } from '../generated/gwarchod/v1/views_pb'
import type { FieldForm } from '../generated/gwarchod/v1/views_pb'

const languages = [
  create(LabelSchema, { value: 'en', text: { en: 'English', cy: 'Saesneg' } }),
  create(LabelSchema, { value: 'cy', text: { en: 'Welsh', cy: 'Cymraeg' } }),
]

/** The envelope's fields, with a list where the page knows what may be written: the two languages. */
export function withLanguages(envelope: readonly FieldForm[]): readonly FieldForm[] {
  return envelope.map((field) =>
    field.field === 'language' && field.control === 'text'
      ? create(FieldFormSchema, { ...field, control: 'choice', choices: languages })
      : field,
  )
}
