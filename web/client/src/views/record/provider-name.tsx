import { useApp } from '../../state/app'

/** The provider's name, as far as this device knows it; its id until then. */
export function ProviderName({ id }: { readonly id: string }) {
  const { names } = useApp()
  return <>{names.find(({ provider }) => provider === id)?.name ?? id}</>
}
