import type { Cause } from '../../generated/gwarchod/v1/events_pb'
import { paths } from '../../model/route'
import { readThen, writeThen } from '../../model/then'
import type { ProviderPage } from '../../model/timeline'
import { useApp } from '../../state/app'
import { Warning } from '../parts/notice'

interface Props {
  readonly page: ProviderPage
  readonly id: string
}

/** Decisions that stood on a record which was corrected since: somebody should look at them again. */
export function ToReview({ page, id }: Props) {
  const { saying, place } = useApp()
  const { t } = saying
  const reviews = page.view.status?.decisionsToReview ?? []
  if (reviews.length === 0) return null
  const then = writeThen(readThen(place.query))
  const day = (cause: Cause | undefined) =>
    cause && cause.occurred !== '' ? saying.longDay(cause.occurred) : t('review.record')
  return (
    <section class="to-review" aria-labelledby="to-review-heading">
      <h2 class="govuk-visually-hidden" id="to-review-heading">
        {t('review.heading')}
      </h2>
      <Warning>{t('review.warning', { count: reviews.length })}</Warning>
      <ul class="govuk-list govuk-list--bullet">
        {reviews.map(({ decision, corrected }) => (
          <li key={decision?.eventId}>
            <a class="govuk-link" href={paths.event(id, decision?.eventId ?? '', then)}>
              {t('review.decision', { day: day(decision) })}
            </a>{' '}
            {t('review.stoodOn')}{' '}
            {corrected.map((cause, index) => (
              <span key={cause.eventId}>
                {index > 0 && ', '}
                <a class="govuk-link" href={paths.event(id, cause.eventId, then)}>
                  {day(cause)}
                </a>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p class="govuk-body">{t('review.until')}</p>
    </section>
  )
}
