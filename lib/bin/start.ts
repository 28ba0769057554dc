import { supervise } from './supervisor/supervise'
import { CannotStart } from './supervisor/cannot-start'

/** The supervisor behind `npm start`: database, keys, first administrator, then web, gateway and worker. */
try {
  const has = (flag: string) => process.argv.includes(flag)
  await supervise({ demo: has('--demo'), dev: has('--dev'), envFile: !has('--no-env-file') })
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
}
