import type { AuditRecord, Engine } from '@/engine/index.ts';

/** Instances or jobs that one call changes together. */
const TOGETHER = 500;

/**
 * Changes many things in transactions of their own. The entry of the whole request is in the audit log before the first
 * of them, so that nothing is changed without one, whenever the node stops; a second entry says how far it came when it
 * did not come to the end.
 */
export async function changeGroup(
  engine: Pick<Engine, 'audit'>,
  record: AuditRecord,
  keys: readonly string[],
  change: (key: string) => Promise<void>,
): Promise<void> {
  await engine.audit(record, {
    outcome: 'done',
    text: `Asked for ${keys.length}, written before the first was changed`,
  });
  for (let first = 0; first < keys.length; first += TOGETHER) {
    const settled = await Promise.allSettled(keys.slice(first, first + TOGETHER).map(change));
    const failed = settled.filter((one) => one.status === 'rejected');
    const [failure] = failed;
    if (failure === undefined) continue;
    const reason: unknown = failure.reason;
    const changed = first + settled.length - failed.length;
    await engine.audit(record, {
      outcome: 'failed',
      text: `Stopped: ${changed} of ${keys.length} were done. ${reason instanceof Error ? reason.message : String(reason)}`,
    });
    throw reason;
  }
}
