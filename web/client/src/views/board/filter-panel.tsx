import { useState } from 'preact/hooks'
import type { Board, Label } from '../../generated/gwarchod/v1/views_pb'
import { everything, filterCount, orders } from '../../model/filter'
import type { Filter, Order } from '../../model/filter'
import { useApp } from '../../state/app'
import { Select, TextInput } from '../parts/controls'
import { FilterTicks } from './filter-ticks'
import type { BoardNews } from './filter-ticks'

interface Props {
  readonly board: Board
  readonly filter: Filter
  readonly change: (filter: Filter) => void
  /** What is new, counted; nothing on a board of the past. */
  readonly news: BoardNews | undefined
}

/** What to show, and in which order. Each change shows at once; nothing has to be sent. */
export function FilterPanel({ board, filter, change, news }: Props) {
  const { saying } = useApp()
  const { t } = saying
  const count = filterCount(filter)
  // On a narrow screen the fields stay folded until asked for.
  const [open, setOpen] = useState(false)
  const choices = (list: readonly Label[]) =>
    list.map((label) => ({ value: label.value, text: saying.words(label.text) }))
  return (
    <search class={`filter ${open ? 'filter--open' : ''}`} aria-label={t('board.filters')}>
      <button
        type="button"
        class="filter__toggle link-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('board.filters')}
        {count > 0 && ` (${t('board.filtersInUse', { count })})`}
      </button>
      <div class="filter__fields">
        <TextInput
          id="filter-search"
          type="search"
          label={t('board.search')}
          value={filter.search}
          set={(search) => change({ ...filter, search })}
        />
        <Select
          id="filter-stage"
          label={t('board.stage')}
          none={t('board.any')}
          value={filter.stage}
          choices={board.stages.map((stage) => ({ value: stage.id, text: saying.stage(stage) }))}
          set={(stage) => change({ ...filter, stage })}
        />
        <Select
          id="filter-sector"
          label={t('board.sector')}
          none={t('board.any')}
          value={filter.sector}
          choices={choices(board.sectors)}
          set={(sector) => change({ ...filter, sector })}
        />
        <Select
          id="filter-service"
          label={t('board.service')}
          none={t('board.any')}
          value={filter.service}
          choices={choices(board.services)}
          set={(service) => change({ ...filter, service })}
        />
        <div class="govuk-form-group">
          <label class="govuk-label" for="filter-order">
            {t('board.sort')}
          </label>
          <select
            class="govuk-select"
            id="filter-order"
            value={filter.order}
            onChange={(event) => {
              const order = orders.find((each) => each === event.currentTarget.value)
              if (order) change({ ...filter, order })
            }}
          >
            {orders.map((order: Order) => (
              <option key={order} value={order}>
                {t(`board.order.${order}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div class="filter__ticks">
        <FilterTicks filter={filter} change={change} news={news} />
        {count > 0 && (
          <button
            type="button"
            class="link-button filter__clear"
            onClick={() => change({ ...everything, order: filter.order, on: filter.on })}
          >
            {t('board.clear')}
            <span class="govuk-visually-hidden"> ({t('board.filtersInUse', { count })})</span>
          </button>
        )}
      </div>
    </search>
  )
}
