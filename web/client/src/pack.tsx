import { fromJsonString } from '@bufbuild/protobuf'
import { render } from 'preact'
import { PackSchema } from './generated/gwarchod/v1/pack_pb'
import './style.scss'
import './views/pack/style.scss'
import { PackFile } from './views/pack/file'

// A file of its own: what it shows is in it, and it asks nobody for anything. Until this runs, and where it may
// not, the same is there as plain tables.
const data = document.getElementById('pack')?.textContent
const root = document.getElementById('app')
if (data && root) {
  const pack = fromJsonString(PackSchema, data, { ignoreUnknownFields: true })
  document.getElementById('plain')?.remove()
  render(<PackFile pack={pack} />, root)
}
