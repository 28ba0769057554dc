import type { PickedFile } from './import-messages'

const atOnce = 200

/** The files of a drop in blocks, folders walked as far as they go, so that ten thousand need not be listed first. */
export async function* droppedInBlocks(entries: FileSystemEntry[]): AsyncGenerator<PickedFile[]> {
  let block: PickedFile[] = []
  for await (const picked of walk(entries)) {
    block.push(picked)
    if (block.length < atOnce) continue
    yield block
    block = []
  }
  if (block.length > 0) yield block
}

/** Must be asked while the drop is handled: afterwards the browser has forgotten the entries. */
export function entriesOf(transfer: DataTransfer): FileSystemEntry[] {
  return [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
}

export function* chosenInBlocks(files: FileList): Generator<PickedFile[]> {
  const all = [...files]
  for (let at = 0; at < files.length; at += atOnce) {
    yield all.slice(at, at + atOnce).map((file) => ({ file, label: file.webkitRelativePath || file.name }))
  }
}

async function* walk(entries: FileSystemEntry[]): AsyncGenerator<PickedFile> {
  for (const entry of entries) {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      )
      yield { file, label: entry.fullPath.replace(/^\//, '') }
      continue
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    // A reader gives at most a hundred entries at a time, and none when it is done.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      )
      if (some.length === 0) break
      yield* walk(some)
    }
  }
}
