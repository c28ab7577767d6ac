import { useApp } from '../state/app'
import { Heading } from './parts/heading'

/** An address that leads nowhere. */
export function NowherePage() {
  const { saying } = useApp()
  const { t } = saying
  return (
    <>
      <Heading title={t('problem.notFound')}>{t('problem.notFound')}</Heading>
      <p class="govuk-body">{t('problem.notFoundText')}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          {t('problem.toBoard')}
        </a>
      </p>
    </>
  )
}
