import type { Key } from '@/engine/index.ts';

/**
 * What Camunda 7 keeps three job definitions for, and jobs of them, is one thing here: the ids say which of them is
 * meant.
 */
const DEFINITION = /^(\d{16})-(seed|monitor|execution)$/;
const JOB = /^(\d{16})-(seed|monitor|item)-job$/;

export type BatchJobKind = 'seed' | 'monitor' | 'execution';

export const batchDefinitionId = (batchKey: Key, kind: BatchJobKind): string => `${batchKey}-${kind}`;
/** The key is that of the item for an execution job, else that of the batch. */
export const batchJobId = (key: Key, kind: BatchJobKind): string =>
  `${key}-${kind === 'execution' ? 'item' : kind}-job`;

export function batchDefinitionOf(id: string): { readonly batchKey: Key; readonly kind: BatchJobKind } | null {
  const [, batchKey, kind] = DEFINITION.exec(id) ?? [];
  return batchKey === undefined ? null : { batchKey, kind: kind as BatchJobKind };
}

export function batchJobOf(id: string): { readonly key: Key; readonly kind: BatchJobKind } | null {
  const [, key, kind] = JOB.exec(id) ?? [];
  return key === undefined ? null : { key, kind: kind === 'item' ? 'execution' : (kind as BatchJobKind) };
}
