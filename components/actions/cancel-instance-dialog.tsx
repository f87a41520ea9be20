'use client';
import Link from 'next/link';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CheckField } from '@/components/ui/field.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { ActionDialog } from './action-dialog.tsx';

/** Ends an instance with what it called, or without; of a called one the root is offered. */
export function CancelInstanceDialog({
  instanceKey,
  version,
  where,
  called,
  rootKey,
  onClose,
}: {
  instanceKey: string;
  version: number;
  where: string;
  called: number;
  rootKey: string | null;
  onClose: () => void;
}) {
  const [skips, setSkips] = useState({ skipsListeners: false, skipsMappings: false });
  const [keepsCalled, setKeeps] = useState(false);
  return (
    <ActionDialog
      operation="instance.cancel"
      title={t('cancel.title')}
      where={where}
      confirmLabel={t('cancel.confirm')}
      parameters={{ instanceKey, ...(called > 0 && { keepsCalled }), ...skips }}
      expectedVersion={version}
      auditTarget={instanceKey}
      onClose={onClose}
      form={
        <>
          {rootKey !== null && (
            <Note tone="warn">
              <span>
                {t('cancel.isCalled')}{' '}
                <Link className="link" href={`/instances/${rootKey}`}>
                  {t('cancel.toRoot')}
                </Link>
              </span>
            </Note>
          )}
          <div className="flex flex-wrap gap-x-5">
            <CheckField
              label={t('modify.skipListeners')}
              checked={skips.skipsListeners}
              onChange={(skipsListeners) => setSkips({ ...skips, skipsListeners })}
            />
            <CheckField
              label={t('modify.skipMappings')}
              checked={skips.skipsMappings}
              onChange={(skipsMappings) => setSkips({ ...skips, skipsMappings })}
            />
            {called > 0 && <CheckField label={t('cancel.keepsCalled')} checked={keepsCalled} onChange={setKeeps} />}
          </div>
        </>
      }
    />
  );
}
