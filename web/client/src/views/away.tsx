import { paths } from '../model/route'
import { useApp } from '../state/app'
import { Heading } from './parts/heading'
import { ProviderPicker } from './parts/provider-picker'

/** In place of a page that cannot be shown without a line: what can be done until it is back. */
export function AwayPage() {
  const { saying, session, names, go } = useApp()
  const { t } = saying
  return (
    <div class="reading">
      <Heading title={t('away.title')}>{t('away.title')}</Heading>
      <p class="govuk-body">{t('away.text')}</p>
      {session.mayRecord && (
        <>
          <h2 class="govuk-heading-m">{t('away.can')}</h2>
          <ul class="govuk-list govuk-list--bullet">
            <li>
              <a class="govuk-link" href={paths.concern()}>
                {t('concern.title')}
              </a>
            </li>
            <li>
              <a class="govuk-link" href={paths.device()}>
                {t('device.title')}
              </a>
            </li>
          </ul>
          {names.length > 0 && (
            <ProviderPicker
              id="away-provider"
              label={t('away.other')}
              hint={t('picker.hint')}
              value=""
              set={(provider) => provider !== '' && go(paths.choose(provider))}
            />
          )}
        </>
      )}
    </div>
  )
}
