import type { Recorded } from '../../generated/gwarchod/v1/views_pb'
import { alike } from '../../model/alike'
import { quickKind } from '../../model/quick'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useProvider } from '../../state/use-provider'
import { Heading } from '../parts/heading'
import { Success } from '../parts/notice'
import { eventChoices } from '../record/field'

interface Props {
  readonly recorded: Recorded
  readonly another: () => void
}

const shownMax = 5

/** What comes after: whether others told of the same, more detail, or the next. */
export function ConcernDone({ recorded, another }: Props) {
  const { saying, names } = useApp()
  const { t } = saying
  const { provider, eventId } = recorded
  const { page } = useProvider(provider, eventId)
  const item = page?.items.find((each) => each.eventId === eventId)
  const others = item && page ? alike(item, page.items).slice(0, shownMax) : []
  const name = names.find((each) => each.provider === provider)?.name ?? provider
  return (
    <div class="concern">
      <Success>
        <p class="govuk-notification-banner__heading">
          {t('concern.done', { provider: name })}{' '}
          <a class="govuk-notification-banner__link" href={paths.event(provider, eventId)}>
            {t('form.successLink')}
          </a>
        </p>
      </Success>
      <Heading title={t('concern.title')}>{t('concern.next')}</Heading>
      {others.length > 0 && (
        <section aria-labelledby="concern-same" data-same>
          <h2 class="govuk-heading-m" id="concern-same">
            {t('concern.same')}
          </h2>
          <ul class="govuk-list govuk-list--bullet">
            {eventChoices(others, '', saying).map(({ value, text }) => (
              <li key={value}>{text}</li>
            ))}
          </ul>
          <p class="govuk-body">
            <a class="govuk-link" href={paths.same(provider, eventId)}>
              {t('concern.sameLink')}
            </a>
          </p>
        </section>
      )}
      <ul class="govuk-list concern__next">
        <li>
          <a class="govuk-link" href={paths.update(provider, quickKind, eventId)}>
            {t('concern.more')}
          </a>
        </li>
        <li>
          <button type="button" class="link-button" onClick={another}>
            {t('concern.another')}
          </button>
        </li>
        <li>
          <a class="govuk-link" href={paths.provider(provider)}>
            {t('concern.toProvider', { provider: name })}
          </a>
        </li>
      </ul>
    </div>
  )
}
