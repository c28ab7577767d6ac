import { useCallback, useMemo, useState } from 'preact/hooks'
import type { BoardRow, TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { lookedAt, readLook, writeLook } from '../../model/look'
import type { Look } from '../../model/look'
import { firstLook, serviceRow, wholeOf } from '../../model/picture/rows'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useOwner } from '../../state/use-owner'
import { Heading } from '../parts/heading'
import { Loading } from '../parts/notice'
import { StageTag } from '../parts/stage-tag'
import { Suggestion } from '../parts/suggestion'
import { LookForm } from '../timeline/look-form'
import { useWindow } from '../timeline/use-window'
import { PictureViewer } from '../timeline/viewer'
import { whenInWords } from '../timeline/words'
import { Written } from '../timeline/written'

/** More services than these are not drawn: nobody could tell them apart. */
const servicesMax = 60

/** All services of one owner in one picture: what began in one home may go on in the next. */
export function OwnerPage({ owner }: { readonly owner: string }) {
  const { saying, board } = useApp()
  const { t } = saying
  const rows = useMemo(
    () =>
      (board?.board.rows ?? [])
        .filter(({ ownerGroup }) => ownerGroup === owner)
        .sort(
          (left, right) =>
            (right.decided?.level ?? 0) - (left.decided?.level ?? 0) ||
            saying.compare(left.name, right.name),
        ),
    [board, owner, saying],
  )
  if (!board) return <Loading />
  return (
    <>
      <a href="/" class="govuk-back-link">
        {t('frame.board')}
      </a>
      <Heading title={owner} caption={t('owner.caption')}>
        {owner}
      </Heading>
      {rows.length === 0 && <p class="govuk-body">{t('owner.none')}</p>}
      {rows.length > servicesMax && (
        <p class="govuk-body">{t('owner.most', { count: servicesMax })}</p>
      )}
      {rows.length > 0 && <Services owner={owner} rows={rows.slice(0, servicesMax)} />}
    </>
  )
}

function Services({ owner, rows }: { readonly owner: string; readonly rows: readonly BoardRow[] }) {
  const { saying, place, go, session } = useApp()
  const { t } = saying
  const look = useMemo(() => readLook(place.query), [place.query])
  const { services, missing } = useOwner(rows)
  const [cursor, setCursor] = useState<number>()
  const change = useCallback(
    (changed: Partial<Look>) => {
      const query = writeLook({ ...readLook(location.search), ...changed })
      go(`${paths.owner(owner)}${query === '' ? '' : `?${query}`}`, 'replace')
    },
    [go, owner],
  )
  // Kept while the same services are known; hooks before this one make them anew each time.
  const known = services.map(({ row, items }) => `${row.provider} ${row.changedAt} ${items.length}`)
  const kept = useMemo(() => services, [known.join('\n')])
  const asked = useMemo(
    () => kept.map((service) => ({ ...service, items: lookedAt(service.items, look) })),
    [kept, look],
  )
  const drawn = useMemo(
    () => asked.map(({ row, items, course }) => serviceRow(row.provider, row.name, items, course)),
    [asked],
  )
  const all = useMemo(
    () => kept.map(({ row, items }) => serviceRow(row.provider, row.name, items, undefined)),
    [kept],
  )
  const whole = useMemo(() => wholeOf(all, session.today), [all, session.today])
  const first = useMemo(() => firstLook(all, session.today), [all, session.today])
  const { window, settled, setWindow } = useWindow(look, whole, change)
  const of = useMemo(
    () =>
      new Map(
        kept.flatMap(({ row, items }) => items.map(({ eventId }) => [eventId, row] as const)),
      ),
    [kept],
  )
  const listed = useMemo(
    () =>
      asked
        .flatMap(({ items }) => (settled ? lookedAt(items, look, settled) : items))
        .filter(({ system }) => !system)
        .sort((left, right) => (left.occurredFrom < right.occurredFrom ? 1 : -1)),
    [asked, look, settled],
  )
  const everything = useMemo(() => kept.flatMap(({ items }) => items), [kept])
  const total = everything.filter(({ system }) => !system).length
  const hrefOf = (event: string) => paths.event(of.get(event)?.provider ?? '', event)

  return (
    <>
      <table class="govuk-table plain-table owner__services">
        <caption class="govuk-table__caption govuk-table__caption--s">
          {t('owner.services', { count: rows.length })}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {(['service', 'decided', 'suggested', 'concerns'] as const).map((column) => (
              <th scope="col" class="govuk-table__header" key={column}>
                {t(`owner.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row) => (
            <tr class="govuk-table__row" key={row.provider}>
              <th scope="row" class="govuk-table__header">
                <a class="govuk-link" href={paths.provider(row.provider)}>
                  {row.name}
                </a>
              </th>
              <td class="govuk-table__cell" data-name={t('owner.decided')}>
                {row.decided && <StageTag stage={row.decided} />}
              </td>
              <td class="govuk-table__cell" data-name={t('owner.suggested')}>
                {row.suggested?.id === row.decided?.id ? (
                  t('provider.same')
                ) : (
                  <Suggestion row={row} />
                )}
              </td>
              <td class="govuk-table__cell" data-name={t('owner.concerns')}>
                {row.concerns90Days}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <section aria-labelledby="timeline-heading" class="timeline">
        <div class="timeline__top">
          <h2 class="govuk-heading-m" id="timeline-heading">
            {t('provider.timeline')}
          </h2>
          <a class="govuk-skip-link timeline__skip" href="#picture" data-plain>
            {t('picture.skip')}
          </a>
        </div>
        <LookForm items={everything} look={look} change={change} />
        <Written
          items={listed}
          total={total}
          window={settled}
          look={look}
          change={change}
          setWindow={setWindow}
          sought=""
          loading={missing > 0}
          hrefOf={hrefOf}
          serviceOf={(event) => of.get(event)?.name ?? ''}
          list={(items) => <OwnerList items={items} of={of} hrefOf={hrefOf} />}
        />
        <div class="timeline__picture" id="picture" tabIndex={-1}>
          <h3 class="govuk-heading-s govuk-visually-hidden">{t('picture.title')}</h3>
          <PictureViewer
            rows={drawn}
            whole={whole}
            first={first}
            window={window}
            setWindow={setWindow}
            label={t('picture.label', { name: owner })}
            saying={saying}
            hrefOf={hrefOf}
            open={(event) => go(hrefOf(event))}
            cursor={cursor}
            setCursor={setCursor}
            today={session.today}
            below={() => null}
          />
        </div>
      </section>
    </>
  )
}

interface ListProps {
  readonly items: readonly TimelineItem[]
  readonly of: ReadonlyMap<string, BoardRow>
  readonly hrefOf: (event: string) => string
}

function OwnerList({ items, of, hrefOf }: ListProps) {
  const { saying } = useApp()
  return (
    <ol class="timeline__list">
      {items.map((item) => (
        <li
          key={item.eventId}
          class={`entry ${item.concern ? 'entry--concern' : ''} ${item.correctedBy !== '' || item.updatedBy !== '' ? 'entry--past' : ''}`}
        >
          <p class="entry__when">{whenInWords(item, saying)}</p>
          <div class="entry__what">
            <p class="entry__line">
              <a class="govuk-link" href={hrefOf(item.eventId)}>
                {saying.words(item.kindName)}
              </a>{' '}
              <span class="as-written">{saying.words(item.line)}</span>
            </p>
            <p class="entry__about">{of.get(item.eventId)?.name}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
