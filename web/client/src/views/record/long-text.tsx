import { useApp } from '../../state/app'
import { Labelled, describedBy } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'

interface Props extends LabelledProps {
  readonly value: string
  readonly set: (value: string) => void
  readonly limit: number
}

/** Text of several lines, which says how much room is left when it runs short. */
export function LongText(props: Props) {
  const { saying } = useApp()
  const { t } = saying
  const left = props.limit - [...props.value].length
  const info = `${props.id}-info`
  const over = left < 0
  const near = left < props.limit / 4
  const said = over
    ? t('form.over', { count: -left })
    : near
      ? t('form.left', { count: left })
      : t('form.limit', { count: props.limit })
  return (
    <Labelled {...props} class="govuk-character-count">
      <textarea
        class={`govuk-textarea ${props.fault || over ? 'govuk-textarea--error' : ''}`}
        id={props.id}
        rows={props.limit > 500 ? 4 : 2}
        aria-describedby={describedBy(props, info)}
        value={props.value}
        onInput={(event) => props.set(event.currentTarget.value)}
      />
      <div
        id={info}
        class={`govuk-character-count__message ${over ? 'govuk-error-message' : 'govuk-hint'} ${near ? '' : 'govuk-visually-hidden'}`}
      >
        {said}
      </div>
      <div class="govuk-visually-hidden" aria-live="polite">
        {near ? said : ''}
      </div>
    </Labelled>
  )
}
