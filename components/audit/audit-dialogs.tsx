'use client';
import { useState } from 'react';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { useSettled } from '@/components/actions/variable-drafts.tsx';
import { t } from '@/components/messages/messages.ts';
import { TextArea } from '@/components/ui/field.tsx';
import { saveFile } from '@/components/ui/save-file.ts';
import { fetchFile, runOperation } from '@/lib/console/client.ts';
import type { OperationParameters } from '@/lib/console/contract.ts';

type Format = OperationParameters<'audit.export'>['format'];
const FORMATS: readonly Format[] = ['csv', 'jsonl'];

/** What the filter matches as a file: asked for, which is recorded, and fetched. */
export function ExportLogDialog({
  filter,
  onClose,
}: {
  filter: Readonly<Record<string, string>>;
  onClose: () => void;
}) {
  const [format, setFormat] = useState<Format>('csv');
  return (
    <ActionDialog
      operation="audit.export"
      title={t('audit.exportTitle')}
      where={Object.keys(filter).length === 0 ? t('audit.exportAll') : t('audit.exportFiltered')}
      confirmLabel={t('audit.exportConfirm')}
      parameters={{ filter, format }}
      onClose={onClose}
      form={
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-12 font-medium text-ink-2">{t('audit.format')}</legend>
          {FORMATS.map((id) => (
            <label key={id} className="inline-flex items-center gap-2">
              <input
                type="radio"
                name="format"
                checked={format === id}
                onChange={() => setFormat(id)}
                className="size-4 accent-[var(--accent)]"
              />
              {t(`audit.format.${id}`)}
            </label>
          ))}
        </fieldset>
      }
      run={async (request) => {
        const done = await runOperation('audit.export', request);
        const { content, name } = await fetchFile(`/api/exports/${done.exportKey ?? ''}`);
        saveFile(content, name);
        return { ...done, message: t('audit.exported', { name }) };
      }}
    />
  );
}

/** Something that is to be said of an entry. */
export function AnnotateDialog({ n, where, onClose }: { n: number; where: string; onClose: () => void }) {
  const [text, setText] = useState('');
  const parameters = useSettled(text.trim() === '' ? null : { n, text: text.trim() });
  return (
    <ActionDialog
      operation="audit.annotate"
      title={t('audit.annotateTitle', { n })}
      where={where}
      confirmLabel={t('audit.annotateConfirm')}
      parameters={parameters}
      auditObject={String(n)}
      onClose={onClose}
      form={
        <TextArea
          label={t('audit.note')}
          need={t('field.required')}
          rows={4}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      }
    />
  );
}
