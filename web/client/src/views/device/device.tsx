import { dayOf, timeOfDay } from '../../model/dates'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { keptDrafts } from '../../state/use-draft'
import { Heading } from '../parts/heading'
import { Warning } from '../parts/notice'
import { DraftItem } from './draft-item'
import { WaitingItem } from './waiting-item'

/** What this device holds that is not on record yet: what waits to be sent, and drafts that are kept. */
export function DevicePage({ leaving }: { readonly leaving: boolean }) {
  const { saying, session, kept, outbox, signOut } = useApp()
  const { t } = saying
  const drafts = keptDrafts(kept, session.account)
  const title = leaving ? t('device.leaveTitle') : t('device.title')
  const written = (unixMs: number) =>
    t('device.written', { day: saying.shortDay(dayOf(unixMs)), time: timeOfDay(unixMs) })
  return (
    <div class="device">
      <Heading title={title}>{title}</Heading>
      {leaving ? (
        <>
          <Warning>{t('device.leaveWarning')}</Warning>
          <div class="govuk-button-group">
            <button type="button" class="govuk-button govuk-button--warning" onClick={signOut}>
              {t('device.leave')}
            </button>
            <a class="govuk-link" href={paths.board()}>
              {t('device.stay')}
            </a>
          </div>
        </>
      ) : (
        <p class="govuk-body">{t(kept.able ? 'device.lead' : 'device.notAble')}</p>
      )}
      <h2 class="govuk-heading-m">{t('device.waiting')}</h2>
      {outbox.items.length === 0 && <p class="govuk-body">{t('device.none')}</p>}
      <ul class="govuk-list device__list">
        {outbox.items.map((item) => (
          <WaitingItem key={item.id} item={item} written={written(item.keptUnixMs)} />
        ))}
      </ul>
      {outbox.ofOthers > 0 && (
        <p class="govuk-body">{t('device.ofOthers', { number: outbox.ofOthers })}</p>
      )}
      <h2 class="govuk-heading-m">{t('device.drafts')}</h2>
      {drafts.length === 0 && <p class="govuk-body">{t('device.noDrafts')}</p>}
      <ul class="govuk-list device__list">
        {drafts.map(([key, draft]) => (
          <DraftItem
            key={key}
            draft={draft}
            written={written(draft.typedUnixMs)}
            discard={() => kept.remove(key)}
          />
        ))}
      </ul>
    </div>
  )
}
