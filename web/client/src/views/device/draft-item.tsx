import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import type { HeldDraft } from '../../state/use-draft'
import { Discard } from './discard'
import { nameOf } from './name-of'

interface Props {
  readonly draft: HeldDraft
  readonly written: string
  readonly discard: () => void
}

/** A draft kept on this device, and the way back to its form. */
export function DraftItem({ draft, written, discard }: Props) {
  const { saying } = useApp()
  if (!draft.about) return null
  const name = nameOf(draft.about, saying)
  return (
    <li class="device__item">
      <h3 class="govuk-heading-s">{name}</h3>
      <p class="govuk-body-s">{written}</p>
      <div class="govuk-button-group">
        <a class="govuk-link" href={paths.again(draft.about)}>
          {saying.t('device.goOn')}
          <span class="govuk-visually-hidden">: {name}</span>
        </a>
        <Discard name={name} discard={discard} />
      </div>
    </li>
  )
}
