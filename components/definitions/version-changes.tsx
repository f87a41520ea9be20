'use client';
import { X } from 'lucide-react';
import { kindInWords, useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { TextDiff } from '@/components/ui/code.tsx';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import type { DefinitionVersion, DefinitionView } from '@/lib/console/views/definition-view.ts';
import type { ModelChange } from './model-changes.ts';
import { inOrder, useVersionChanges } from './use-version-changes.ts';

const TONES = { added: 'done', removed: 'incident', changed: 'warning' } as const;

/** What is otherwise in the newer of two versions, element by element. */
export function VersionChanges({
  view,
  other,
  onSelect,
  onClose,
}: {
  view: DefinitionView;
  other: DefinitionVersion;
  onSelect: (id: string) => void;
  onClose: () => void;
}) {
  const { older, newer } = inOrder(view, other);
  const changes = useVersionChanges(older.key, newer.key);
  const [inOlder, inNewer] = [useModelElements(older.key), useModelElements(newer.key)];
  const [from, to] = [older.version, newer.version];
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line-faint px-3.5 py-1.5">
        <h2 className="font-semibold">{t('versions.changes', { from, to })}</h2>
        {changes !== null && changes.length > 0 && (
          <span className="text-12 text-ink-2">
            {t('versions.counted', {
              added: countOf(changes, 'added'),
              removed: countOf(changes, 'removed'),
              changed: countOf(changes, 'changed'),
            })}
          </span>
        )}
        <span className="ml-auto">
          <IconButton icon={X} isSmall label={t('versions.close')} onClick={onClose} />
        </span>
      </div>
      {changes === null ? (
        <SkeletonRows label={t('state.loading')} count={3} />
      ) : changes.length === 0 ? (
        <EmptyState title={t('versions.alike')} />
      ) : (
        <ul aria-label={t('versions.changes', { from, to })}>
          {changes.map((change) => (
            <li
              key={`${change.change} ${change.id}`}
              className="grid grid-cols-[90px_minmax(0,1fr)] items-start gap-x-3 border-b border-line-faint px-3.5 py-2"
            >
              <span>
                <Tag tone={TONES[change.change]}>{t(`versions.${change.change}`)}</Tag>
              </span>
              <div className="min-w-0">
                <p>
                  {inNewer.has(change.id) || inOlder.has(change.id) ? (
                    <button type="button" className="link font-medium" onClick={() => onSelect(change.id)}>
                      {change.name}
                    </button>
                  ) : (
                    <b className="font-medium">{change.name}</b>
                  )}{' '}
                  <span className="text-12 text-ink-2">{kindInWords(change.kind)}</span>{' '}
                  {change.name !== change.id && <span className="mono text-ink-3">{change.id}</span>}
                </p>
                {change.change === 'changed' && (
                  <div className="mt-1.5 max-w-[760px]">
                    <TextDiff
                      before={change.before}
                      after={change.after}
                      label={t('versions.changesOf', { element: change.name })}
                    />
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function countOf(changes: readonly ModelChange[], which: ModelChange['change']): number {
  return changes.filter(({ change }) => change === which).length;
}
