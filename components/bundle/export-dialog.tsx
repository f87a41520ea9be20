'use client';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { t } from '@/components/messages/messages.ts';
import { saveFile } from '@/components/ui/save-file.ts';
import { fetchFile } from '@/lib/console/client.ts';

/** The instance and all that it called as one file. */
export function ExportDialog({
  instanceKey,
  where,
  onClose,
}: {
  instanceKey: string;
  where: string;
  onClose: () => void;
}) {
  return (
    <ActionDialog
      operation="instance.export-bundle"
      title={t('bundle.title')}
      where={where}
      confirmLabel={t('bundle.confirm')}
      parameters={{ instanceKey }}
      auditTarget={instanceKey}
      onClose={onClose}
      run={async (request) => {
        const { content, name } = await fetchFile('/api/bundles', request);
        saveFile(content, name);
        return { kind: 'done', message: t('bundle.saved', { name }), instanceKey: null, version: null };
      }}
    />
  );
}
