import type { Sender, StartCause } from '../../core/start-cause.ts';
import type { Key } from '../../core/state.ts';

export function messageCause(name: string, sourceKey: Key | null, sender: Sender | undefined): StartCause {
  return { kind: 'message', name, ...(sourceKey !== null && { sourceKey }), ...(sender && { sender }) };
}
