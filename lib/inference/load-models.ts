import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { loadModel, type LoadedModel } from './load-model'

const versionFolder = /^(\d+)\.(\d+)\.(\d+)$/

/** Loads the newest version of every model under `modelsDir` (`<name>/<version>/card.json`), usable or not. */
export async function loadModels(modelsDir: string): Promise<LoadedModel[]> {
  const loaded: LoadedModel[] = []
  for (const name of await foldersIn(modelsDir)) {
    const version = (await foldersIn(path.join(modelsDir, name)))
      .filter((folder) => versionFolder.test(folder))
      .sort(byVersion)
      .at(-1)
    if (version) loaded.push(await loadModel(path.join(modelsDir, name, version), { name, version }))
  }
  return loaded
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
