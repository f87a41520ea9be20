'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { usePerson } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { CorrectionAftermath } from '@/components/audit/entry-declared.tsx';
import { readMoments } from '@/components/ui/format.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { OperationName, OperationResult } from '@/lib/console/contract.ts';
import type { AnyActionDialog } from './action-dialog-props.ts';
import { UndoEntry } from './undo.tsx';

/** The dialog after the deed: what was done, how it goes on, where it is written. */
export function ActionResult({
  ActionDialog,
  operation,
  result,
  outcome,
  auditTarget,
  auditObject = null,
}: {
  ActionDialog: AnyActionDialog;
  operation: OperationName;
  result: OperationResult;
  outcome: ReactNode;
  auditTarget: string | null;
  auditObject?: string | null;
}) {
  const person = usePerson();
  const hasFailed = result.hasFailed === true;
  // By its instance, by what it was about, else the newest of this kind: it is the person's own.
  const where: { instance?: string; target?: string } =
    auditTarget !== null ? { instance: auditTarget } : auditObject !== null ? { target: auditObject } : {};
  const entries = useView(
    'audit',
    { ...where, what: operation, who: person.username, outcome: hasFailed ? 'failed' : 'done', limit: 1 },
    { isOff: !person.permissions.includes('audit.read') },
  );
  const entry = entries.data?.rows[0];
  // The button that was pressed is gone: what came of it has the focus, and is read.
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <div
      ref={said}
      role="status"
      tabIndex={-1}
      className="flex flex-1 flex-col gap-3 p-5 focus-visible:shadow-none"
      data-testid="action-result"
    >
      <StateWord kind={hasFailed ? 'incident' : 'done'}>{t(hasFailed ? 'result.failed' : 'result.applied')}</StateWord>
      <p className="text-14">{readMoments(result.message)}</p>
      {outcome}
      {entry !== undefined && operation.startsWith('variable.') && <CorrectionAftermath n={entry.n} />}
      <p className="flex gap-4">
        {entry !== undefined && (
          <Link
            className="link"
            href={`/audit?${new URLSearchParams({ ...where, entry: String(entry.n) }).toString()}`}
          >
            {t('result.audit', { n: entry.n })}
          </Link>
        )}
        {result.instanceKey !== null && (
          <Link className="link" href={`/instances/${result.instanceKey}`}>
            {t('result.instance')}
          </Link>
        )}
      </p>
      {entry !== undefined && entry.undo !== null && (
        <div>
          <UndoEntry
            ActionDialog={ActionDialog}
            entry={{
              n: entry.n,
              undo: entry.undo,
              operationLabel: entry.operationLabel,
              instanceKey: entry.instanceKey,
              where: entry.businessKey ?? entry.instanceKey ?? entry.targetKey ?? '',
              isUndone: entry.undoneBy !== null,
            }}
          />
        </div>
      )}
    </div>
  );
}
