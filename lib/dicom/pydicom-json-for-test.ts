import { spawnSync } from 'node:child_process'
import type { DicomJson } from './dicom-json'

const script = `
import json, logging, os, sys, warnings
import pydicom
warnings.filterwarnings('ignore')
logging.getLogger('pydicom').setLevel(logging.CRITICAL)
pydicom.config.replace_un_with_known_vr = True
for path in sys.stdin.read().split('\\n'):
    try:
        data = pydicom.dcmread(path).to_json_dict(
            bulk_data_threshold=1025, bulk_data_element_handler=lambda element: 'bulk:')
        print(json.dumps(data, default=str))
    except Exception as error:
        print('null')
`

/** The Python that tests may use. */
export const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'

/** Whether the Python that tests may use can import `module`. */
export function hasPython(module: string): boolean {
  return spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

/** What pydicom says of each file; null where it gives up. */
export function pydicomJson(files: readonly string[]): (DicomJson | null)[] {
  const run = spawnSync(python, ['-c', script], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
  })
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line.replace(/\b(NaN|-?Infinity)\b/g, 'null')) as DicomJson | null)
}
