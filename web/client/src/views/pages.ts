import { later } from './parts/later'

// The board and the door come with the first load; the code of any other page when it is first opened.
export const AccessibilityPage = later(
  async () => (await import('./accessibility/accessibility')).AccessibilityPage,
)
export const AccountsPage = later(async () => (await import('./accounts/accounts')).AccountsPage)
export const AttachPage = later(async () => (await import('./attach/attach')).AttachPage)
export const DeadlinesPage = later(
  async () => (await import('./deadlines/deadlines')).DeadlinesPage,
)
export const ErasePage = later(async () => (await import('./erase/erase')).ErasePage)
export const FiguresPage = later(async () => (await import('./figures/figures')).FiguresPage)
export const PolicyPage = later(async () => (await import('./policy/policy')).PolicyPage)
export const TryPage = later(async () => (await import('./policy/try')).TryPage)
export const ProviderPageView = later(
  async () => (await import('./provider/provider')).ProviderPageView,
)
export const ChooseKind = later(async () => (await import('./record/choose')).ChooseKind)
export const RecordPage = later(async () => (await import('./record/record')).RecordPage)
export const RegisterPage = later(async () => (await import('./record/register')).RegisterPage)
export const ConcernPage = later(async () => (await import('./concern/concern')).ConcernPage)
export const DevicePage = later(async () => (await import('./device/device')).DevicePage)
export const HistoryPage = later(async () => (await import('./history/history')).HistoryPage)
export const OwnerPage = later(async () => (await import('./owner/owner')).OwnerPage)
export const WallPage = later(async () => (await import('./wall/wall')).WallPage)
