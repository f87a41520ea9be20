'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { DoorError, fetchQuery, runOperation } from '@/lib/console/client.ts';
import type { OperationName, OperationRequest } from '@/lib/console/contract.ts';
import { afterOwnDeed } from './after-own-deed.ts';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';

const UNDO_MS = 10_000;

/**
 * Runs an operation that needs no dialog; a refusal is said in a toast that stays, and what can be taken back offers
 * it.
 */
export function useRunOperation(): {
  readonly isRunning: boolean;
  readonly run: <N extends OperationName>(name: N, request: Omit<OperationRequest<N>, 'mode'>) => Promise<boolean>;
} {
  const client = useQueryClient();
  const person = usePerson();
  const [isRunning, setRunning] = useState(false);
  const takeBack = async (entry: AuditRow) => {
    if (entry.undo === null) return;
    try {
      toast(
        t('undo.done', { message: (await runOperation(entry.undo, { parameters: null, undoes: entry.n })).message }),
      );
      void client.invalidateQueries();
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      toast.error(error.problem.message, { duration: Number.POSITIVE_INFINITY, closeButton: true });
    }
  };
  // A second press of the same key, before what the first did is on the screen, means no other deed: it would be bound
  // to what was there before.
  const underWay = useRef(new Set<string>());
  const run = async <N extends OperationName>(name: N, request: Omit<OperationRequest<N>, 'mode'>) => {
    const deed = `${name} ${targetOf(request.parameters)}`;
    if (underWay.current.has(deed)) return false;
    underWay.current.add(deed);
    setRunning(true);
    try {
      const done = await runOperation(name, request);
      const [entry] = await Promise.all([
        request.undoes === undefined && person.permissions.includes('audit.read')
          ? lastEntry(name, person.username)
          : undefined,
        afterOwnDeed(client, done),
      ]);
      toast(
        done.message,
        entry?.undo == null || entry.risk !== 'low'
          ? {}
          : { duration: UNDO_MS, action: { label: t('undo.now'), onClick: () => void takeBack(entry) } },
      );
      return true;
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      toast.error(error.problem.message, { duration: Number.POSITIVE_INFINITY, closeButton: true });
      return false;
    } finally {
      underWay.current.delete(deed);
      setRunning(false);
    }
  };
  return { isRunning, run };
}

/** The key of what is acted on: the first that the parameters name. */
function targetOf(parameters: object | null): string {
  const key = Object.entries(parameters ?? {}).find(([field]) => field.endsWith('Key'))?.[1];
  return typeof key === 'string' ? key : '';
}

/** The entry that the person's own action has just written. */
async function lastEntry(name: OperationName, username: string): Promise<AuditRow | undefined> {
  return (await fetchQuery('audit', { what: name, who: username, outcome: 'done', limit: 1 })).rows[0];
}
