import { useApp } from '../../state/app'

interface Props {
  /** What is looked at: "You are looking at the board as it stood on 3 May 2026". */
  readonly looking: string
  /** Where it stands as it is now. */
  readonly back: string
}

/** Says that what stands here is past, and how to get back to now. */
export function PastBanner({ looking, back }: Props) {
  const { saying } = useApp()
  return (
    <div
      class="govuk-notification-banner then-banner"
      role="region"
      aria-labelledby="then-banner-title"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="then-banner-title">
          {saying.t('then.notNow')}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{looking}</p>
        <p class="govuk-body">
          <a class="govuk-notification-banner__link" href={back}>
            {saying.t('then.back')}
          </a>
        </p>
      </div>
    </div>
  )
}
