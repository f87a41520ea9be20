import { Download, ShieldCheck } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useMay } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';

interface AuditHeadProps {
  /** The chain is computed anew just now. */
  readonly isChecking: boolean;
  readonly onVerify: () => void;
  readonly onExport: () => void;
}

/** How much was recorded, and what can be done with the whole log. */
export function AuditHead({ isChecking, onVerify, onExport }: AuditHeadProps) {
  const totals = useView('audit-totals', {});
  const mayVerify = useMay('audit.verify');
  return (
    <PageHead
      title={t('nav.audit')}
      beside={
        totals.data != null &&
        totals.data.total !== null && (
          <span className="num text-12 text-ink-2">
            {t('audit.today', { today: formatCount(totals.data.today ?? 0), total: formatCount(totals.data.total) })}
          </span>
        )
      }
      actions={
        <>
          <ActionButton operation="audit.export" icon={Download} onClick={onExport}>
            {t('audit.export')}
          </ActionButton>
          {mayVerify && (
            <Button icon={ShieldCheck} onClick={onVerify} disabled={isChecking}>
              {t('chain.verify')}
            </Button>
          )}
        </>
      }
    />
  );
}
