import type { ShownField } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'

/** What the register says of the provider. */
export function Details({ details }: { readonly details: readonly ShownField[] }) {
  const { saying } = useApp()
  if (details.length === 0) return null
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{saying.t('provider.details')}</span>
      </summary>
      <div class="govuk-details__text">
        <ShownFields fields={details} />
      </div>
    </details>
  )
}

interface ShownProps {
  readonly fields: readonly ShownField[]
  /** The language of its free texts, of the record that it is a part of. */
  readonly written?: string | undefined
}

/** The values of a record with their labels; what is withheld says so. */
export function ShownFields({ fields, written = languageOf(fields) }: ShownProps) {
  const { saying } = useApp()
  return (
    <dl class="govuk-summary-list govuk-summary-list--no-border shown-fields">
      {fields.map((field, index) => (
        <div class="govuk-summary-list__row" key={`${field.field}${index}`}>
          <dt class="govuk-summary-list__key">{saying.words(field.label)}</dt>
          <dd class="govuk-summary-list__value">
            <FieldValue field={field} written={written} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What a record says of the language it was written in. */
function languageOf(fields: readonly ShownField[]): string | undefined {
  const said = fields.find(({ field }) => field === 'envelope.language')?.value?.en
  return said === 'en' || said === 'cy' ? said : undefined
}

interface ValueProps {
  readonly field: ShownField
  readonly written?: string | undefined
}

/** One value: held back, erased, in parts, or as it was written. */
export function FieldValue({ field, written }: ValueProps) {
  const { saying } = useApp()
  if (field.withheld) return <span class="withheld">{saying.t('provider.withheld')}</span>
  if (field.parts.length === 0) {
    const look = field.erased ? 'as-written withheld' : 'as-written'
    // Words that are the same in both languages were typed: a screen reader reads them as they were written.
    const typed = field.value?.en === field.value?.cy
    return (
      <span class={look} lang={typed && written !== saying.language ? written : undefined}>
        {saying.words(field.value)}
      </span>
    )
  }
  return (
    <ol class="govuk-list shown-fields__parts">
      {field.parts.map((part, index) => (
        <li key={index}>
          {part.parts.length > 0 ? (
            <ShownFields fields={part.parts} written={written} />
          ) : (
            <FieldValue field={part} written={written} />
          )}
        </li>
      ))}
    </ol>
  )
}
