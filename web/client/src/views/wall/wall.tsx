import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { BoardRow } from '../../generated/gwarchod/v1/views_pb'
import { readFilter, matches, writeFilter } from '../../model/filter'
import { pageCount, turned, wallRows } from '../../model/wall'
import type { BoardView } from '../../model/board'
import { useApp } from '../../state/app'
import { useLiveBoard } from '../../state/use-board'
import { Loading } from '../parts/notice'
import { WallFoot } from './wall-foot'
import { WallHead } from './wall-head'
import { WallRow } from './wall-row'

const turnMs = 12_000
// As the style has them, in heights of a letter.
const rowRem = 7
const aroundRem = 11

/** The board for a projector: in large letters what the room should look at, page after page. */
export function WallPage() {
  const { liveBoard, saying } = useApp()
  const view = useLiveBoard(liveBoard)
  useEffect(() => {
    document.title = saying.t('frame.title', { page: saying.t('wall.title') })
  }, [saying])
  return view ? <Wall view={view} /> : <Loading />
}

function Wall({ view }: { readonly view: BoardView }) {
  const { saying, place, go, arrival } = useApp()
  const { t } = saying
  const { board } = view
  const filter = useMemo(() => readFilter(place.query), [place.query])
  const aPage = useRowsAPage()
  const still = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)').matches, [])
  const [paused, setPaused] = useState(still)
  const [page, setPage] = useState(0)
  const latest = useRef(view)
  latest.current = view

  // Who is shown is settled when a page is turned; what is said of them follows the record at once.
  const [settled, setSettled] = useState(0)
  const shown = useMemo(() => {
    const { rows, stages, asOf } = latest.current.board
    const since = { asOf, seen: undefined, meetingUnixMs: undefined }
    const found = rows.filter((row) => matches(row, filter, since))
    return wallRows(found, stages, asOf).map((row) => row.provider)
  }, [filter, settled])
  const rows = useMemo(
    () => new Map<string, BoardRow>(board.rows.map((row) => [row.provider, row])),
    [board.rows],
  )

  const pages = pageCount(shown.length, aPage)
  const here = turned(page, 0, pages)
  const turn = useCallback(
    (steps: number) => {
      setPage((held) => turned(held, steps, pages))
      setSettled((held) => held + 1)
    },
    [pages],
  )
  const leave = useCallback(() => {
    arrival.pending = true
    go(`/${writeFilter(filter)}`)
  }, [arrival, go, filter])
  const pause = useCallback(() => setPaused((held) => !held), [])

  useEffect(() => {
    if (paused) return undefined
    const timer = setTimeout(() => turn(1), turnMs)
    return () => clearTimeout(timer)
  }, [paused, turn, page, settled])
  useKeys({ Escape: leave, ' ': pause, ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) })

  return (
    <div class="wall">
      <WallHead board={board} count={shown.length} />
      {shown.length === 0 ? (
        <p class="wall__none">{t('wall.none')}</p>
      ) : (
        <ul class="wall__rows">
          {shown
            .slice(here * aPage, (here + 1) * aPage)
            .flatMap((provider) => rows.get(provider) ?? [])
            .map((row) => (
              <WallRow key={row.provider} row={row} asOf={board.asOf} />
            ))}
        </ul>
      )}
      <WallFoot page={here} pages={pages} paused={paused} pause={pause} turn={turn} leave={leave} />
    </div>
  )
}

/** How many rows the screen holds, in the letters that its reader chose. */
function useRowsAPage(): number {
  const measure = () => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
    return Math.max(1, Math.floor((globalThis.innerHeight / rem - aroundRem) / rowRem))
  }
  const [rows, setRows] = useState(measure)
  useEffect(() => {
    const again = () => setRows(measure())
    globalThis.addEventListener('resize', again)
    return () => globalThis.removeEventListener('resize', again)
  }, [])
  return rows
}

/** What keys do wherever the focus is; not to a control that has it and knows the key itself. */
function useKeys(does: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const act = does[event.key]
      const onButton = event.target instanceof HTMLButtonElement && event.key === ' '
      if (!act || onButton || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
}
