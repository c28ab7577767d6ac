import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Saying } from '../../i18n'
import { layOut } from '../../model/picture/layout'
import type { Cluster, Mark, Picture } from '../../model/picture/layout'
import type { Row } from '../../model/picture/rows'
import { holding, neighbour, panned, within, zoomed } from '../../model/picture/window'
import type { Way } from '../../model/picture/window'
import { oneDay, startOf } from '../../model/picture/when'
import type { Stretch } from '../../model/picture/when'
import { useWidth } from '../../state/use-width'
import { Card } from './card'
import { Legend } from './legend'
import { TimelinePicture } from './picture'
import { usePointer } from './use-pointer'
import { stretchInWords } from './words'

interface Props {
  readonly rows: readonly Row[]
  readonly whole: Stretch
  /** What is shown where nobody chose. */
  readonly first: Stretch
  readonly window: Stretch | undefined
  readonly setWindow: (window: Stretch | undefined) => void
  readonly label: string
  readonly saying: Saying
  /** Where the record with that event id is told in full, and how to get there within the page. */
  readonly hrefOf: (event: string) => string
  readonly open: (event: string) => void
  readonly highlighted?: ReadonlySet<string>
  readonly cursor: number | undefined
  readonly lines?: readonly number[]
  readonly setCursor: (instant: number) => void
  /** The last day that anything can be known of: what the window shows beyond it is only room. */
  readonly today: string
  /** What stands right below the picture, and in step with it. */
  readonly below: (picture: Picture) => ComponentChildren
}

const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const zoomStep = 1.6
const panStep = 0.3

/** The picture with all that moves it: buttons, keys, mouse and finger; and the record it points at. */
export function PictureViewer(props: Props) {
  const { rows, whole, saying, highlighted, hrefOf } = props
  const { t } = saying
  const [frame, width] = useWidth<HTMLDivElement>()
  const [event, setEvent] = useState<string>()
  const hadFocus = useRef(false)
  const window = props.window ?? props.first
  const picture = useMemo(() => layOut(rows, window, width), [rows, window, width])
  const end = Math.max((startOf(props.today) ?? window.to) + oneDay, window.from + oneDay)
  const tabbed = (event && holding(picture, event)) ?? firstOf(picture)
  const shown = event === undefined ? undefined : markOf(picture, holding(picture, event))
  const pointer = usePointer(frame, {
    picture,
    window,
    whole,
    setWindow: props.setWindow,
    setCursor: props.setCursor,
  })

  // A mark that had the focus may have become part of another, or come out of it.
  useEffect(() => {
    if (!hadFocus.current || !tabbed || isOnMark(document.activeElement)) return
    elementOf(frame.current, tabbed)?.focus()
  }, [picture, tabbed, frame])

  function look(id: string | undefined) {
    const mark = markOf(picture, id)
    if (mark) setEvent(mark.kind === 'mark' ? mark.id : mark.all[0]?.record.id)
  }

  function act(id: string) {
    const mark = markOf(picture, id)
    if (mark?.kind === 'mark') return props.open(mark.id)
    if (!mark) return undefined
    const room = Math.max(3 * oneDay, (mark.span.to - mark.span.from) * 0.2)
    return props.setWindow(within({ from: mark.span.from - room, to: mark.span.to + room }, whole))
  }

  function zoom(factor: number) {
    const at =
      shown && hadFocus.current ? picture.instantAt(shown.x) : (window.from + window.to) / 2
    props.setWindow(zoomed(window, factor, at, whole))
  }

  function onKeyDown(pressed: KeyboardEvent) {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return
    const id = idOf(pressed.target)
    if (id === undefined) return
    const way = ways[pressed.key]
    if (way) elementOf(frame.current, neighbour(picture, id, way))?.focus()
    else if (pressed.key === 'Enter' || (pressed.key === ' ' && isCluster(pressed.target))) act(id)
    else if (pressed.key === '+' || pressed.key === '=') zoom(1 / zoomStep)
    else if (pressed.key === '-') zoom(zoomStep)
    else if (pressed.key === 'Home') props.setWindow(undefined)
    else if (pressed.key === 'PageUp') props.setWindow(panned(window, -panStep, whole))
    else if (pressed.key === 'PageDown') props.setWindow(panned(window, panStep, whole))
    else return
    pressed.preventDefault()
  }

  const buttons = [
    { text: t('picture.zoomIn'), act: () => zoom(1 / zoomStep) },
    { text: t('picture.zoomOut'), act: () => zoom(zoomStep) },
    { text: t('picture.earlier'), act: () => props.setWindow(panned(window, -panStep, whole)) },
    { text: t('picture.later'), act: () => props.setWindow(panned(window, panStep, whole)) },
    { text: t('picture.twoYears'), act: () => props.setWindow(undefined) },
    { text: t('picture.all'), act: () => props.setWindow(whole) },
  ]
  return (
    <div class={`picture-viewer ${picture.labelsBeside ? 'picture-viewer--beside' : ''}`}>
      <div class="picture-viewer__bar">
        <p class="picture-viewer__span">
          {stretchInWords({ ...window, to: Math.min(window.to, end) }, saying)}
        </p>
        <div class="picture-viewer__buttons" role="group" aria-label={t('picture.move')}>
          {buttons.map(({ text, act: press }) => (
            <button key={text} type="button" class="picture-viewer__button" onClick={press}>
              {text}
            </button>
          ))}
        </div>
      </div>
      <div
        class="picture-viewer__frame"
        ref={frame}
        onPointerDown={pointer.onPointerDown}
        onPointerMove={pointer.onPointerMove}
        onPointerUp={pointer.onPointerUp}
        onPointerCancel={pointer.onPointerCancel}
        onDragStart={pointer.onDragStart}
        onPointerOver={({ target }) => look(idOf(target))}
        onFocusIn={({ target }) => {
          hadFocus.current = true
          look(idOf(target))
        }}
        onFocusOut={({ relatedTarget }) => {
          // Nothing: the mark went away under the focus.
          if (relatedTarget !== null) hadFocus.current = false
        }}
        onKeyDown={onKeyDown}
        onClick={(clicked) => {
          const id = idOf(clicked.target)
          if (id === undefined || clicked.ctrlKey || clicked.metaKey || clicked.shiftKey) return
          clicked.preventDefault()
          act(id)
        }}
      >
        {width > 0 && (
          <TimelinePicture
            picture={picture}
            saying={saying}
            label={props.label}
            hrefOf={hrefOf}
            active
            tabbed={tabbed}
            {...(highlighted ? { highlighted } : {})}
            cursor={props.cursor}
            {...(props.lines ? { lines: props.lines } : {})}
          />
        )}
        {pointer.brush && (
          <div
            class="picture-viewer__brush"
            style={{ left: pointer.brush.from, width: pointer.brush.to - pointer.brush.from }}
          />
        )}
      </div>
      {width > 0 && props.below(picture)}
      <Card shown={shown} saying={saying} hrefOf={hrefOf} />
      <details class="govuk-details picture-viewer__key" open={picture.labelsBeside}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{t('picture.key.title')}</span>
        </summary>
        <Legend saying={saying} />
      </details>
    </div>
  )
}

function allOf(picture: Picture): readonly (Mark | Cluster)[] {
  return picture.rows.flatMap(({ marks }) => marks)
}

function firstOf(picture: Picture): string | undefined {
  return allOf(picture)[0]?.id
}

function markOf(picture: Picture, id: string | undefined): Mark | Cluster | undefined {
  return id === undefined ? undefined : allOf(picture).find((mark) => mark.id === id)
}

function markElement(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-mark], [data-cluster]') : null
}

function idOf(target: EventTarget | null): string | undefined {
  const element = markElement(target)
  return element?.getAttribute('data-mark') ?? element?.getAttribute('data-cluster') ?? undefined
}

function isOnMark(target: EventTarget | null): boolean {
  return markElement(target) !== null
}

function isCluster(target: EventTarget | null): boolean {
  return markElement(target)?.hasAttribute('data-cluster') ?? false
}

function elementOf(frame: HTMLElement | null, id: string | undefined): SVGElement | undefined {
  if (id === undefined) return undefined
  const marks = frame?.querySelectorAll<SVGElement>('[data-mark], [data-cluster]') ?? []
  return [...marks].find((mark) => idOf(mark) === id)
}
