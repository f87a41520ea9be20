'use client';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { DoorError, fetchLargeQuery } from '@/lib/console/client.ts';
import { saveFile } from '@/components/ui/save-file.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

/** Saves a value as a file of this computer: bytes as they are, anything else as text. */
export function DownloadValue({ variable }: { variable: VariableRow }) {
  const [progress, setProgress] = useState<number | null>(null);
  const download = async () => {
    setProgress(0);
    try {
      const value = await fetchLargeQuery('variable-value', { key: variable.key }, variable.size, setProgress);
      saveFile(
        contentOf(value.type, value.text ?? '', value.info?.mimeType),
        value.info?.filename ??
          `${value.name}.${value.type === 'Json' ? 'json' : value.type === 'Xml' ? 'xml' : value.type === 'Bytes' ? 'bin' : 'txt'}`,
      );
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      toast.error(error.problem.message);
    } finally {
      setProgress(null);
    }
  };
  if (progress !== null)
    return (
      <progress
        aria-label={t('value.receiving')}
        value={progress}
        max={1}
        className="mx-1 my-auto h-1.5 w-5 accent-[var(--accent)]"
      />
    );
  return (
    <IconButton
      isSmall
      icon={Download}
      label={t('variable.download', { name: variable.name })}
      onClick={() => void download()}
    />
  );
}

function contentOf(type: string, text: string, mimeType: string | undefined): Blob {
  if (type !== 'Bytes' && type !== 'File') return new Blob([text], { type: 'text/plain;charset=utf-8' });
  const binary = atob(text);
  return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], {
    type: mimeType ?? 'application/octet-stream',
  });
}
