import { Toast } from '@base-ui/react/toast'

export const toastManager = Toast.createToastManager()

/** Says something in passing; what the reader must act on belongs on the page, not here. */
export function notify(message: string, options: { detail?: string; kind?: 'info' | 'error' } = {}): void {
  toastManager.add({
    title: message,
    description: options.detail,
    priority: options.kind === 'error' ? 'high' : 'low',
    timeout: options.kind === 'error' ? 10_000 : 5000,
  })
}
