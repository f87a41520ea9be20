'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { afterOwnDeed } from '@/components/actions/after-own-deed.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { DoorError, runOperation } from '@/lib/console/client.ts';
import type { OperationParameters } from '@/lib/console/contract.ts';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';

type TriageName = 'incident.acknowledge' | 'incident.assign' | 'incident.snooze';

/** Equal failures at one place are seen, owned and snoozed together: one incident stands for each such group. */
function oneOfEachGroup(rows: readonly IncidentRow[]): readonly string[] {
  const groups = new Map(
    rows.map((row) => [`${row.fingerprint}\n${row.definition.processId}\n${row.elementId}`, row.key]),
  );
  return [...groups.values()];
}

/** Does the same to the groups of several incidents, one after the other; what was refused is said in a note that stays. */
export function useTriageMany(rows: readonly IncidentRow[]): {
  readonly isRunning: boolean;
  readonly run: <N extends TriageName>(
    name: N,
    parametersOf: (incidentKey: string) => OperationParameters<N>,
  ) => Promise<boolean>;
} {
  const client = useQueryClient();
  const [isRunning, setRunning] = useState(false);
  const run = async <N extends TriageName>(name: N, parametersOf: (incidentKey: string) => OperationParameters<N>) => {
    setRunning(true);
    const refused: string[] = [];
    let count = 0;
    try {
      for (const key of oneOfEachGroup(rows)) {
        try {
          await afterOwnDeed(client, await runOperation(name, { parameters: parametersOf(key) }));
          count += 1;
        } catch (error) {
          if (!(error instanceof DoorError)) throw error;
          refused.push(error.problem.message);
        }
      }
    } finally {
      setRunning(false);
    }
    if (count > 0) toast(tCount('triage.doneOne', 'triage.done', count, formatCount(count)));
    if (refused.length > 0)
      toast.error(t('triage.refused', { count: refused.length, because: [...new Set(refused)].join(' ') }), {
        duration: Number.POSITIVE_INFINITY,
        closeButton: true,
      });
    return refused.length === 0;
  };
  return { isRunning, run };
}
