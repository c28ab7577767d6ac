import { useState } from 'preact/hooks'
import { useApp } from '../../state/app'

interface Props {
  readonly name: string
  readonly discard: () => void
}

/** Throws away what is on no record yet: asked twice, because it cannot be had back. */
export function Discard({ name, discard }: Props) {
  const { saying } = useApp()
  const { t } = saying
  const [sure, setSure] = useState(false)
  if (!sure) {
    return (
      <button type="button" class="link-button" onClick={() => setSure(true)}>
        {t('device.discard')}
        <span class="govuk-visually-hidden">: {name}</span>
      </button>
    )
  }
  return (
    <span class="device__sure" role="group" aria-label={name}>
      <span role="alert">{t('device.discardSure')}</span>{' '}
      <button type="button" class="link-button" onClick={discard}>
        {t('device.discard')}
      </button>{' '}
      <button type="button" class="link-button" onClick={() => setSure(false)} ref={focus}>
        {t('device.keepIt')}
      </button>
    </span>
  )
}

function focus(button: HTMLButtonElement | null) {
  button?.focus()
}
