import { paths } from '../../model/route'
import { readThen } from '../../model/then'
import type { ProviderPage } from '../../model/timeline'
import { useApp } from '../../state/app'
import { Icon } from '../parts/icon'
import { ReasonWords } from '../parts/reasons'
import { StageTag } from '../parts/stage-tag'
import { Suggestion } from '../parts/suggestion'

/** Where the provider stands: what people decided, what the record suggests, why, and what is next. */
export function StatusPanel({ page, id }: { readonly page: ProviderPage; readonly id: string }) {
  const { saying, session } = useApp()
  const { t } = saying
  const { status, row } = page.view
  if (!status || !row) return null
  const decided = status.decided ?? row.decided
  const same = status.suggested?.id === decided?.id
  return (
    <section class="status-panel" aria-label={t('provider.decided')}>
      <div class="status-panel__column">
        <h2 class="govuk-heading-s">{t('provider.decided')}</h2>
        <p class="govuk-body status-panel__stage">{decided && <StageTag stage={decided} />}</p>
        <p class="govuk-body-s">
          {status.decidedOn === ''
            ? t('provider.notDecided')
            : t('provider.decidedOn', { day: saying.longDay(status.decidedOn) })}
        </p>
        <Facts page={page} />
      </div>
      <div class="status-panel__column status-panel__column--wide">
        <h2 class="govuk-heading-s">{t('provider.suggested')}</h2>
        {status.needsDecision && (
          <p class="govuk-body">
            <strong class="decide-mark">
              <Icon shape="bell" /> {t('provider.needsDecision')}
            </strong>
          </p>
        )}
        {same ? <p class="govuk-body">{t('provider.same')}</p> : <Suggestion row={row} />}
        {status.reasons.length > 0 && (
          <>
            <h3 class="govuk-heading-s status-panel__why">{t('provider.reasons')}</h3>
            <ul class="govuk-list govuk-list--bullet">
              {status.reasons.map((reason) => (
                <li key={reason.rule}>
                  <ReasonWords provider={id} reason={reason} />
                </li>
              ))}
            </ul>
          </>
        )}
        {status.reasons.length === 0 && <p class="govuk-body">{t('provider.noReasons')}</p>}
        {!same && <p class="govuk-body">{t('provider.suggestionOnly')}</p>}
        <p class="govuk-body-s">
          {status.nextChange === ''
            ? t('provider.noNextChange')
            : t('provider.nextChange', { day: saying.longDay(status.nextChange) })}{' '}
          <span class="status-panel__policy">
            {t('provider.byPolicy', {
              version: status.policyVersion,
              day: saying.longDay(status.asOf),
            })}
          </span>
        </p>
        {session.mayRecord && (!same || status.needsDecision) && (
          <a
            href={paths.record(id, 'StageDecision')}
            role="button"
            draggable={false}
            class="govuk-button govuk-button--secondary status-panel__decide"
          >
            {t('provider.decideNow')}
          </a>
        )}
      </div>
    </section>
  )
}

function Facts({ page }: { readonly page: ProviderPage }) {
  const { saying, place } = useApp()
  const { t } = saying
  const { row } = page.view
  if (!row) return null
  const day = (text: string, none: string) => (text === '' ? none : saying.longDay(text))
  const facts = [
    [t('provider.concerns'), String(row.concerns90Days)],
    [t('provider.overdue'), String(row.overdueCount)],
    [t('provider.lastVisit'), day(row.lastVisitOn, t('board.noVisit'))],
    // Of all that was known, whichever day it is read on.
    ...(readThen(place.query).on === ''
      ? ([
          [t('provider.lastRecord'), day(row.lastRecordOn, t('board.noRecord'))],
          [t('provider.recordsCount'), String(row.recordsCount)],
        ] as const)
      : []),
  ] as const
  return (
    <dl class="facts" aria-label={t('provider.facts')}>
      {facts.map(([name, value]) => (
        <div key={name} class="facts__row">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
