import { useApp } from '../../state/app'

interface Props {
  readonly lasts: boolean
  readonly setLasts: (lasts: boolean) => void
}

/** Where what is typed is kept, which is the reader's to choose: the device may be another's too. */
export function KeepDraft({ lasts, setLasts }: Props) {
  const { saying, kept } = useApp()
  const { t } = saying
  return (
    <div class="keep-draft">
      <p class="govuk-hint" id="keep-draft-note">
        {t(lasts ? 'form.keepLasting' : 'form.keepNote')}
      </p>
      {kept.able && (
        <div class="govuk-checkboxes govuk-checkboxes--small">
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              id="keep-draft"
              type="checkbox"
              checked={lasts}
              aria-describedby="keep-draft-note"
              onChange={(event) => setLasts(event.currentTarget.checked)}
            />
            <label class="govuk-label govuk-checkboxes__label" for="keep-draft">
              {t('form.keepHere')}
            </label>
          </div>
        </div>
      )}
    </div>
  )
}
