'use client';
import { GitCompareArrows, Sigma } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { EvaluateDialog } from './evaluate-dialog.tsx';
import { variablesAsJson } from './variables-json.ts';

/** What can be done with the variables as a whole. */
export function VariablesTools({
  instance,
  rows,
  elementId,
}: {
  instance: InstanceView;
  rows: readonly VariableRow[];
  elementId: string | null;
}) {
  const [isEvaluating, setEvaluating] = useState(false);
  return (
    <div className="ml-auto flex flex-none items-center gap-1.5">
      <Button
        isSmall
        kind="ghost"
        icon={Sigma}
        blockedBecause={instance.endedAt === null ? null : t('instance.hasEnded')}
        onClick={() => setEvaluating(true)}
      >
        {t('evaluate.do')}
      </Button>
      <Link
        href={`/instances/compare?a=${instance.key}`}
        className="inline-flex h-[26px] flex-none items-center gap-1.5 whitespace-nowrap rounded-2 px-2 text-12 font-medium text-ink-2 hover:bg-hover hover:text-ink"
      >
        <GitCompareArrows size={15} strokeWidth={1.75} aria-hidden />
        {t('compare.do')}
      </Link>
      <CopyButton text={variablesAsJson(rows)} label={t('variable.copyAll')} />
      {isEvaluating && (
        <EvaluateDialog instance={instance} elementId={elementId} onClose={() => setEvaluating(false)} />
      )}
    </div>
  );
}
