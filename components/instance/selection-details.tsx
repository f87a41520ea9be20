'use client';
import { Ban, MoveRight, RotateCw, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { formatCount } from '@/components/ui/format.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import { ElementDetails } from './element-details.tsx';
import { useInstanceAction } from './instance-actions.tsx';
import { onlyOne, type SelectedElements, type SelectElement } from './selected-elements.ts';

/** What is chosen: one element, several with what can be done to them together, or the instance itself. */
export function SelectionDetails({
  instance,
  at,
  selected,
  onSelect,
  isTab = false,
}: {
  instance: InstanceView;
  /** The moment in the past that is shown; null: now. */
  at: number | null;
  selected: SelectedElements;
  onSelect: SelectElement;
  isTab?: boolean;
}) {
  return selected.length > 1 ? (
    <SeveralDetails instance={instance} selected={selected} onSelect={onSelect} isTab={isTab} />
  ) : (
    <ElementDetails
      instance={instance}
      at={at}
      elementId={onlyOne(selected)}
      onClose={() => onSelect(null)}
      isTab={isTab}
    />
  );
}

function SeveralDetails({
  instance,
  selected,
  onSelect,
  isTab,
}: {
  instance: InstanceView;
  selected: SelectedElements;
  onSelect: SelectElement;
  isTab: boolean;
}) {
  const Frame = isTab ? 'div' : 'aside';
  const elements = useModelElements(instance.definition.key);
  const counts = new Map(instance.elements.map((each) => [each.elementId, each]));
  return (
    <Frame
      aria-label={isTab ? undefined : t('details.label')}
      className={classNames(
        'flex flex-col',
        !isTab && 'w-[310px] flex-none overflow-auto border-l border-line bg-surface',
      )}
    >
      <div className="flex items-start gap-2 border-b border-line px-4 py-3.5">
        <div className="min-w-0 flex-1">
          <h2 className="text-14 font-semibold">{t('select.count', { count: selected.length })}</h2>
          <p className="text-12 text-ink-2">{t('select.hint')}</p>
        </div>
        <IconButton icon={X} isSmall label={t('select.clear')} onClick={() => onSelect(null)} />
      </div>
      <div className={classNames('gap-4 p-4', isTab ? 'grid grid-cols-2 items-start' : 'flex flex-col')}>
        <ul aria-label={t('select.chosen')} className="flex flex-col">
          {selected.map((id) => (
            <li key={id} className="flex items-center gap-2 border-b border-line-faint py-1.5">
              <span className="min-w-0 flex-1">
                <button
                  type="button"
                  className="link block max-w-full truncate text-left"
                  title={id}
                  onClick={() => onSelect(id)}
                >
                  {elements.get(id)?.name ?? id}
                </button>
                <Stands counts={counts.get(id)} />
              </span>
              <IconButton
                icon={X}
                isSmall
                label={t('select.leaveOut', { element: elements.get(id)?.name ?? id })}
                onClick={() => onSelect(id, true)}
              />
            </li>
          ))}
        </ul>
        <Together instance={instance} selected={selected} counts={counts} />
      </div>
    </Frame>
  );
}

function Stands({ counts }: { counts: ElementCounts | undefined }) {
  const running = counts === undefined ? 0 : Math.max(0, counts.active - counts.incidents);
  return (
    <span className="flex flex-wrap gap-x-3 text-12">
      {counts !== undefined && counts.incidents > 0 && (
        <StateWord kind="incident">{t('badge.incident', { count: formatCount(counts.incidents) })}</StateWord>
      )}
      {running > 0 && <StateWord kind="active">{t('badge.active', { count: formatCount(running) })}</StateWord>}
      {counts !== undefined && counts.completed > 0 && (
        <StateWord kind="done">{t('badge.done', { count: formatCount(counts.completed) })}</StateWord>
      )}
      {counts !== undefined && counts.cancelled > 0 && (
        <StateWord kind="ended">{t('badge.ended', { count: formatCount(counts.cancelled) })}</StateWord>
      )}
      {counts === undefined && <StateWord kind="waiting">{t('word.notReached')}</StateWord>}
    </span>
  );
}

/** What is done to all of them in one action. */
function Together({
  instance,
  selected,
  counts,
}: {
  instance: InstanceView;
  selected: SelectedElements;
  counts: ReadonlyMap<string, ElementCounts>;
}) {
  const open = useInstanceAction();
  const router = useRouter();
  const holding = selected.filter((id) => (counts.get(id)?.active ?? 0) > 0);
  const stopped = selected.reduce((sum, id) => sum + (counts.get(id)?.incidents ?? 0), 0);
  const ended = instance.endedAt === null ? null : t('instance.hasEnded');
  const noToken = ended ?? (holding.length === 0 ? t('select.noToken') : null);
  const plan = (tool: 'move' | 'cancel') =>
    router.push(
      `/instances/${instance.key}/modify?${new URLSearchParams({ from: holding.join(','), ...(tool === 'cancel' && { tool }) }).toString()}`,
    );
  return (
    <div className="flex flex-wrap gap-1.5">
      <ActionButton
        operation="instance.retry-all"
        isSmall
        icon={RotateCw}
        blockedBecause={ended ?? (stopped === 0 ? t('select.noIncident') : null)}
        onClick={() => open({ kind: 'retryAll', elementIds: selected })}
      >
        {t('select.retry')}
      </ActionButton>
      <ActionButton
        operation="instance.modify"
        isSmall
        icon={MoveRight}
        blockedBecause={noToken}
        onClick={() => plan('move')}
      >
        {t('select.move')}
      </ActionButton>
      <ActionButton
        operation="instance.modify"
        isSmall
        icon={Ban}
        blockedBecause={noToken}
        onClick={() => plan('cancel')}
      >
        {t('select.cancel')}
      </ActionButton>
    </div>
  );
}
