import { useMemo } from 'preact/hooks'
import type { Pack } from '../../generated/gwarchod/v1/pack_pb'
import type { Saying } from '../../i18n'
import { dayOf } from '../../model/dates'
import { layOut } from '../../model/picture/layout'
import { providerRows, wholeOf } from '../../model/picture/rows'
import { providerPage } from '../../model/timeline'
import { useApp } from '../../state/app'
import { agencies } from '../parts/envelope-words'
import { ShownFields } from '../provider/details'
import { ForesightTable } from '../provider/foresight'
import { Outlook } from '../provider/outlook'
import { StatusPanel } from '../provider/status-panel'
import { Legend } from '../timeline/legend'
import { TimelinePicture } from '../timeline/picture'
import { RecordsTable } from '../timeline/table'
import { laneName } from '../timeline/words'

/** As wide as a page of paper can be read; on a screen it shrinks with it. */
const pictureWidth = 1040

/** Everything a meeting has before it, from the first page to the last. */
export function PackPages({ pack, marking }: { readonly pack: Pack; readonly marking: string }) {
  const { saying, setLanguage } = useApp()
  const { t } = saying
  const view = pack.provider
  if (!view || !pack.timeline) return null
  const id = view.row?.provider ?? ''
  const page = providerPage(view, pack.timeline)
  return (
    <>
      <header>
        <p class="pack__marking">
          <strong>{marking}</strong>
        </p>
        <div class="pack__languages" role="group" aria-label={t('pack.language')}>
          {(['en', 'cy'] as const).map((language) => (
            <button
              key={language}
              type="button"
              class="pack__language"
              lang={language}
              aria-pressed={saying.language === language}
              onClick={() => setLanguage(language)}
            >
              {language === 'en' ? 'English' : 'Cymraeg'}
            </button>
          ))}
        </div>
      </header>
      <main>
        <span class="govuk-caption-l">{t('pack.title')}</span>
        <h1 class="govuk-heading-l">{view.row?.name || id}</h1>
        <Made pack={pack} />
        <StatusPanel page={page} id={id} />
        {view.status && <Outlook status={view.status} id={id} />}
        <Drawing pack={pack} />
        {pack.foresight && (
          <section class="pack__part pack__whole">
            <h2 class="govuk-heading-m">{t('foresight.title')}</h2>
            <ForesightTable found={pack.foresight} />
          </section>
        )}
        <section class="pack__part">
          <h2 class="govuk-heading-m">{t('provider.details')}</h2>
          <ShownFields fields={view.details} />
        </section>
        <section class="pack__part pack__records">
          <h2 class="govuk-heading-m">{t('pack.records')}</h2>
          {pack.timeline.next !== '' && (
            <p class="govuk-body">{t('pack.newestOnly', { count: pack.timeline.items.length })}</p>
          )}
          <RecordsTable
            items={page.items.toReversed()}
            saying={saying}
            caption={t('pack.records')}
            hrefOf={(event) => `#row-${event}`}
          />
        </section>
        <Proofs pack={pack} />
      </main>
      <footer>
        <p class="pack__marking">
          <strong>{marking}</strong>
        </p>
      </footer>
    </>
  )
}

/** Of which day it is, whose knowledge, and who made it when. */
function Made({ pack }: { readonly pack: Pack }) {
  const { saying } = useApp()
  const { t } = saying
  const isDay = /^\d{4}-\d\d-\d\d$/.test(pack.asKnownAt)
  const lines = [
    t('pack.asOf', { day: saying.longDay(pack.provider?.status?.asOf ?? '') }),
    ...(pack.asKnownAt === ''
      ? []
      : [
          isDay
            ? t('pack.knownOn', { day: saying.longDay(pack.asKnownAt) })
            : t('pack.knownAt', { position: pack.asKnownAt }),
        ]),
    ...(pack.knownTo === '' ? [] : [t('pack.knownTo', { agency: agencyOf(pack, saying) })]),
    t('pack.made', { day: saying.longDay(dayOf(Number(pack.madeUnixMs))), who: pack.madeBy }),
    ...(pack.demonstration || pack.synthetic ? [t('pack.invented')] : []),
  ]
  return (
    <ul class="govuk-list pack__made">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function agencyOf(pack: Pack, saying: Saying): string {
  const asked = pack.provider?.status?.knownTo ?? ''
  return agencies(saying).find(({ value }) => value === asked)?.text ?? pack.knownTo
}

function Drawing({ pack }: { readonly pack: Pack }) {
  const { saying } = useApp()
  const { t } = saying
  const items = useMemo(() => pack.timeline?.items ?? [], [pack])
  const picture = useMemo(() => {
    const rows = providerRows(items, pack.course, (lane) => laneName(lane, saying))
    return layOut(rows, wholeOf(rows, pack.provider?.status?.asOf ?? ''), pictureWidth)
  }, [items, pack, saying])
  return (
    <section class="pack__part pack__picture">
      <h2 class="govuk-heading-m">{t('pack.picture')}</h2>
      <div class="pack__drawing">
        <TimelinePicture
          picture={picture}
          saying={saying}
          label={t('pack.picture')}
          hrefOf={(event) => `#row-${event}`}
          active={false}
        />
      </div>
      <Legend saying={saying} />
    </section>
  )
}

function Proofs({ pack }: { readonly pack: Pack }) {
  const { t } = useApp().saying
  return (
    <section class="pack__part">
      <h2 class="govuk-heading-m">{t('pack.proofs')}</h2>
      {pack.proofs.length === 0 ? (
        <p class="govuk-body">{t('pack.noProofs')}</p>
      ) : (
        <>
          <p class="govuk-body">{t('pack.proofsText', { count: pack.proofs.length })}</p>
          <pre class="pack__code">node check-pack.mjs pack.html '{pack.key}'</pre>
          <pre class="pack__code">{pack.checkpoint}</pre>
        </>
      )}
    </section>
  )
}
