import { useApp } from '../../state/app'

/** The provider's name, as far as the board is loaded; its id until then. */
export function ProviderName({ id }: { readonly id: string }) {
  const { board } = useApp()
  return <>{board?.board.rows.find((row) => row.provider === id)?.name ?? id}</>
}
