'use client';
import { useMemo } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';

const optionsOf = <Id extends string>(ids: readonly Id[], word: (id: Id) => string) =>
  ids.map((id) => ({ value: id, label: word(id) }));
const FIXED: readonly FilterField[] = [
  { id: 'when', label: t('column.at'), placeholder: '-24h..now' },
  { id: 'who', label: t('column.who') },
  { id: 'what', label: t('column.what'), placeholder: 'incident.retry' },
  {
    id: 'outcome',
    label: t('column.outcome'),
    options: optionsOf(['done', 'refused', 'denied', 'failed'] as const, (id) => t(`outcome.${id}`)),
  },
  {
    id: 'risk',
    label: t('audit.risk'),
    options: optionsOf(['low', 'guarded', 'high', 'destructive'] as const, (id) => t(`riskWord.${id}`)),
  },
  {
    id: 'channel',
    label: t('audit.channel'),
    options: optionsOf(['console', 'rest7', 'rest8', 'grpc', 'system'] as const, (id) => t(`audit.channel.${id}`)),
  },
  { id: 'target', label: t('audit.target') },
  { id: 'instance', label: t('column.instance') },
  { id: 'element', label: t('column.element') },
  { id: 'variable', label: t('audit.variable') },
  { id: 'batch', label: t('audit.batch') },
  { id: 'ticket', label: t('reason.ticket') },
  { id: 'note', label: t('audit.noteText') },
];

/** What the log is narrowed by; reasons are those of the list. */
export function useAuditFields(): readonly FilterField[] {
  const reasons = useView('reasons', {}, { neverChanges: true });
  const codes = reasons.data?.codes;
  return useMemo(
    () => [
      ...FIXED,
      {
        id: 'reason',
        label: t('reason.code'),
        ...(codes !== undefined && { options: codes.map(({ code, label }) => ({ value: code, label })) }),
      },
    ],
    [codes],
  );
}
