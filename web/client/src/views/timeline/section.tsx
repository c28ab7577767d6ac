import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { lookedAt, readLook, writeLook } from '../../model/look'
import type { Look } from '../../model/look'
import { firstLook, laneRows, stageRows, wholeOf } from '../../model/picture/rows'
import type { LaneId } from '../../model/picture/rows'
import { oneDay, startOf } from '../../model/picture/when'
import { paths } from '../../model/route'
import { joined, writeThen } from '../../model/then'
import type { Then } from '../../model/then'
import type { ProviderPage } from '../../model/timeline'
import { useApp } from '../../state/app'
import { useCompared } from '../../state/use-compared'
import { useCourse } from '../../state/use-course'
import { TimelineList } from '../provider/timeline-list'
import { ComparePanel } from './compared'
import { CursorControl } from './cursor'
import { LookForm } from './look-form'
import { Written } from './written'
import { useWindow } from './use-window'
import { PictureViewer } from './viewer'
import { laneName } from './words'

interface Props {
  readonly page: ProviderPage
  readonly id: string
  readonly then: Then
  readonly sought: string
  readonly loadingOlder: boolean
  readonly loadFull: (item: TimelineItem) => void
}

/**
 * All that was recorded of a provider: a list or a table, and a picture of the same, always in step. The list
 * comes first for whoever hears the page; the picture stands above it for whoever sees it.
 */
export function TimelineSection({ page, id, then, sought, loadingOlder, loadFull }: Props) {
  const { saying, place, go, session } = useApp()
  const { t } = saying
  const look = useMemo(() => readLook(place.query), [place.query])
  const { today } = session
  const view = page.view
  const course = useCourse(id, writeThen(then), view.version)
  const [cursor, setCursor] = useState<number>()
  useEffect(() => {
    const day = startOf(then.known || then.on)
    setCursor(day === undefined ? undefined : day + oneDay / 2)
  }, [then])
  const { compared, failure } = useCompared(id, look.before, look.after, then.by)

  const address = useCallback(
    (next: Look, to: Then = then) => paths.provider(id, joined(writeThen(to), writeLook(next))),
    [id, then],
  )
  const change = useCallback(
    (changed: Partial<Look>) =>
      go(address({ ...readLook(location.search), ...changed }), 'replace'),
    [go, address],
  )
  const hrefOf = useCallback((event: string) => `${address(look)}#event-${event}`, [address, look])

  const asked = useMemo(() => lookedAt(page.items, look), [page.items, look])
  const nameOf = useCallback((lane: LaneId) => laneName(lane, saying), [saying])
  const asOf = view.status?.asOf
  const all = useMemo(() => laneRows(page.items, nameOf, asOf), [page.items, nameOf, asOf])
  const lanes = useMemo(
    () => (asked === page.items ? all : laneRows(asked, nameOf, asOf)),
    [asked, page.items, all, nameOf, asOf],
  )
  const rows = useMemo(
    () => [...stageRows(course, laneName('STAGE', saying)), ...lanes],
    [course, lanes, saying],
  )
  const whole = useMemo(() => wholeOf(all, today), [all, today])
  const first = useMemo(() => firstLook(all, today), [all, today])
  const { window, settled, setWindow } = useWindow(look, whole, change)
  const listed = useMemo(
    () => (settled ? lookedAt(asked, look, settled) : asked),
    [asked, look, settled],
  )
  const highlighted = useMemo(
    () => new Set(compared?.records.map(({ eventId }) => eventId)),
    [compared],
  )
  const lines = useMemo(
    () =>
      [look.before, look.after]
        .map(startOf)
        .filter((day) => day !== undefined)
        .map((day) => day + oneDay / 2),
    [look.before, look.after],
  )
  const name = view.row?.name || id

  return (
    <section aria-labelledby="timeline-heading" class="timeline">
      <div class="timeline__top">
        <h2 class="govuk-heading-m" id="timeline-heading">
          {t('provider.timeline')}
        </h2>
        {page.items.length > 0 && (
          <a class="govuk-skip-link timeline__skip" href="#picture" data-plain>
            {t('picture.skip')}
          </a>
        )}
      </div>
      {page.items.length === 0 && <p class="govuk-body">{t('provider.timelineEmpty')}</p>}
      {page.items.length > 0 && (
        <>
          <LookForm items={page.items} look={look} change={change} />
          <Written
            items={listed}
            total={page.items.length}
            window={settled}
            look={look}
            change={change}
            setWindow={setWindow}
            sought={sought}
            loading={loadingOlder}
            hrefOf={hrefOf}
            list={(items) => (
              <TimelineList page={page} id={id} items={items} sought={sought} loadFull={loadFull} />
            )}
          />
          <div class="timeline__picture" id="picture" tabIndex={-1}>
            <h3 class="govuk-heading-s govuk-visually-hidden">{t('picture.title')}</h3>
            <PictureViewer
              rows={rows}
              whole={whole}
              first={first}
              window={window}
              setWindow={setWindow}
              label={t('picture.label', { name })}
              saying={saying}
              hrefOf={hrefOf}
              open={(event) => go(hrefOf(event))}
              highlighted={highlighted}
              cursor={cursor}
              lines={lines}
              setCursor={setCursor}
              today={today}
              below={(picture) => (
                <CursorControl
                  picture={picture}
                  window={window ?? first}
                  cursor={cursor}
                  setCursor={setCursor}
                  then={then}
                  today={today}
                  saying={saying}
                  look={(to) => {
                    go(address(look, to))
                    globalThis.scrollTo(0, 0)
                  }}
                  compare={(before, after) => change({ before, after })}
                />
              )}
            />
            <ComparePanel
              key={`${look.before} ${look.after}`}
              id={id}
              look={look}
              change={change}
              today={today}
              compared={compared}
              failure={failure}
              hrefOf={hrefOf}
            />
          </div>
        </>
      )}
    </section>
  )
}
