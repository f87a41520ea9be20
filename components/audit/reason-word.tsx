'use client';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';

/** A reason as it was chosen; its code where the list no longer has it. */
export function ReasonWord({ code }: { code: string }) {
  const reasons = useView('reasons', {});
  return <span title={code}>{reasons.data?.codes.find((each) => each.code === code)?.label ?? code}</span>;
}

/** Why something was done: its reason and its ticket. */
export function Why({
  reasonCode,
  ticket,
  none = t('audit.noReason'),
}: {
  reasonCode: string | null;
  ticket: string | null;
  none?: string;
}) {
  if (reasonCode === null && ticket === null) return none;
  return (
    <>
      {reasonCode !== null && <ReasonWord code={reasonCode} />}
      {reasonCode !== null && ticket !== null && ' · '}
      {ticket}
    </>
  );
}
