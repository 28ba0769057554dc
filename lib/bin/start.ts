import { supervise } from './supervisor/supervise'
import { CannotStart } from './supervisor/cannot-start'

/** The supervisor behind `npm start`: database, keys, first administrator, then web, gateway and worker. */
try {
  await supervise({ demo: process.argv.includes('--demo'), dev: process.argv.includes('--dev') })
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
}
