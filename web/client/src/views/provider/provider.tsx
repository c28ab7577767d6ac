import { useEffect, useMemo } from 'preact/hooks'
import { paths } from '../../model/route'
import type { ProviderPage } from '../../model/timeline'
import { isNow, readThen, writeThen } from '../../model/then'
import { AppContext, useApp } from '../../state/app'
import { useProvider } from '../../state/use-provider'
import { Heading } from '../parts/heading'
import { Failed, Loading, Success } from '../parts/notice'
import { whyNot } from '../parts/words'
import { ProviderName } from '../record/provider-name'
import { Details } from './details'
import { ForesightPanel } from './foresight'
import { Outlook } from './outlook'
import { StatusPanel } from './status-panel'
import { ToReview } from './to-review'
import { ThenBanner, ThenPanel } from './then'
import { TimelineSection } from '../timeline/section'

/**
 * One provider: where it stands and why, what it is, and all that was recorded of it; now, or as it was known
 * then. The past is not written to: nobody is offered to.
 */
export function ProviderPageView({ id }: { readonly id: string }) {
  const app = useApp()
  const isPast = !isNow(readThen(app.place.query))
  const session = isPast ? { ...app.session, mayRecord: false } : app.session
  return (
    <AppContext.Provider value={{ ...app, session }}>
      <ProviderNowOrThen id={id} />
    </AppContext.Provider>
  )
}

function ProviderNowOrThen({ id }: { readonly id: string }) {
  const { saying, place, done, finish } = useApp()
  const { t } = saying
  // The same while the address says the same of it, whatever else it says.
  const asked = writeThen(readThen(place.query))
  const then = useMemo(() => readThen(asked), [asked])
  const sought = place.hash.startsWith('#event-') ? place.hash.slice('#event-'.length) : ''
  const { page, failure, loadingOlder, loadFull, reload } = useProvider(id, sought, asked)
  const told = done?.provider === id ? done : undefined

  useEffect(() => () => finish(undefined), [finish])

  if (failure?.kind === 'refused' && !isNow(then)) {
    return (
      <>
        <Heading title={t('then.title')}>{t('then.title')}</Heading>
        <ThenBanner id={id} then={then} />
        <Failed text={whyNot(failure, saying)} />
        <ThenPanel id={id} then={then} key={asked} />
      </>
    )
  }
  if (failure?.kind === 'refused' && failure.status === 404) {
    return (
      <>
        <Heading title={t('problem.unknownProvider')}>{t('problem.unknownProvider')}</Heading>
        <p class="govuk-body">
          <a class="govuk-link" href="/">
            {t('problem.toBoard')}
          </a>
        </p>
      </>
    )
  }
  if (failure) {
    return (
      <>
        <Heading title={t('provider.loading')}>{t('provider.loading')}</Heading>
        <Failed text={whyNot(failure, saying)} again={reload} />
      </>
    )
  }
  if (!page) {
    return (
      <>
        <h1 class="govuk-heading-l page-heading">
          <ProviderName id={id} />
        </h1>
        <Loading />
      </>
    )
  }
  return (
    <>
      <a href="/" class="govuk-back-link">
        {t('frame.board')}
      </a>
      {told && (
        <Success>
          <p class="govuk-notification-banner__heading">
            {t('form.successText', { kind: saying.words(told.kindName) })}
          </p>
          <p class="govuk-body provider-told">
            <a class="govuk-notification-banner__link" href={paths.event(id, told.event)}>
              {t('form.successLink')}
            </a>
            <a class="govuk-notification-banner__link" href={paths.choose(id)}>
              {t('form.successAgain')}
            </a>
          </p>
        </Success>
      )}
      <ThenBanner id={id} then={then} />
      <Top page={page} id={id} />
      <ToReview page={page} id={id} />
      <StatusPanel page={page} id={id} />
      {page.view.status && <Outlook status={page.view.status} id={id} />}
      <ForesightPanel id={id} />
      <ThenPanel id={id} then={then} key={asked} />
      <Details details={page.view.details} />
      <TimelineSection
        page={page}
        id={id}
        then={then}
        sought={sought}
        loadingOlder={loadingOlder}
        loadFull={loadFull}
      />
    </>
  )
}

function Top({ page, id }: { readonly page: ProviderPage; readonly id: string }) {
  const { saying, session, board, place } = useApp()
  const row = page.view.row
  const service = board?.board.services.find((label) => label.value === row?.service)?.text
  const about = [row?.place ?? '', saying.words(service)].filter((part) => part !== '').join(' · ')
  const name = row?.name || id
  return (
    <div class="provider-top">
      <Heading title={name} caption={about === '' ? undefined : about}>
        {name}
      </Heading>
      {row !== undefined && row.ownerGroup !== '' && (
        <p class="govuk-body provider-top__owner">
          <a class="govuk-link" href={paths.owner(row.ownerGroup)}>
            {saying.t('owner.all', { owner: row.ownerGroup })}
          </a>
        </p>
      )}
      <div class="govuk-button-group provider-top__record">
        {session.mayRecord && (
          <>
            <a href={paths.choose(id)} role="button" draggable={false} class="govuk-button">
              {saying.t('provider.record')}
            </a>
            <a
              href={paths.attach(id)}
              role="button"
              draggable={false}
              class="govuk-button govuk-button--secondary"
            >
              {saying.t('attach.add')}
            </a>
            <a
              href={paths.concern(id)}
              role="button"
              draggable={false}
              class="govuk-button govuk-button--secondary"
            >
              {saying.t('concern.title')}
            </a>
          </>
        )}
        <a
          href={paths.pack(id, writeThen(readThen(place.query)))}
          role="button"
          draggable={false}
          download
          class="govuk-button govuk-button--secondary"
        >
          {saying.t('pack.make')}
        </a>
      </div>
    </div>
  )
}
