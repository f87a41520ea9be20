'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { OperationResult } from '@/lib/console/contract.ts';

/** The dialog after the deed: what was done, how it goes on, where it is written. */
export function ActionResult({ result, outcome, auditTarget }: { result: OperationResult; outcome: ReactNode; auditTarget: string | null }) {
  return (
    <div role="status" className="flex flex-1 flex-col gap-3 p-6" data-testid="action-result">
      <StateWord kind="done">{t('result.applied')}</StateWord>
      <p className="text-14">{result.message}</p>
      {outcome}
      <p className="flex gap-4">
        {auditTarget !== null && <Link className="link" href={`/audit?target=${encodeURIComponent(auditTarget)}`}>{t('result.audit')}</Link>}
        {result.instanceKey !== null && <Link className="link" href={`/instances/${result.instanceKey}`}>{t('result.instance')}</Link>}
      </p>
    </div>
  );
}
