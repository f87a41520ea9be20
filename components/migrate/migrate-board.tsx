'use client';
import { ArrowRight, ChevronsRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { definitionName, versionName } from '@/components/data/definition-name';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { SampleList } from '@/components/actions/sample-list.tsx';
import { isWritten, type ValueDraft, VariableDrafts, writtenValues } from '@/components/actions/variable-drafts.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { Button } from '@/components/ui/button.tsx';
import { SelectField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { SkipChoices } from '@/components/modify/skip-choices.tsx';
import { NO_SKIPS, type Skips, useRehearsal } from '@/components/modify/use-rehearsal.ts';
import type { MappedElement, OperationName, OperationParameters, VariableInput } from '@/lib/console/contract.ts';
import type { DefinitionRef, ElementCounts } from '@/lib/console/views/shared.ts';
import { elementOf, filteredRows, mapped, mappingRows, pairMarks, type RowFilter, sameNames } from './mapping.ts';
import { MappingTable } from './mapping-table.tsx';
import { TwoDiagrams } from './two-diagrams.tsx';

export interface Migration extends Skips {
  readonly target: DefinitionRef;
  readonly mapping: readonly MappedElement[];
  readonly variables: readonly VariableInput[];
}

interface BoardProps<N extends OperationName> {
  readonly operation: N;
  readonly title: string;
  readonly source: DefinitionRef;
  readonly target: DefinitionRef;
  readonly latest: DefinitionRef | null;
  readonly counts: readonly ElementCounts[];
  readonly tokens: ReadonlyMap<string, number>;
  readonly version: number;
  readonly choice: ReactNode;
  readonly blockedBecause: string | null;
  readonly toParameters: (migration: Migration) => OperationParameters<N>;
  readonly onLatest: () => void;
  readonly onReview: (migration: Migration) => void;
}

const FILTERS: readonly RowFilter[] = ['all', 'notMapped', 'withTokens', 'problems'];

/** Two models side by side, which element takes over from which, and what the engine says of it. */
export function MigrateBoard<N extends OperationName>({
  operation,
  title,
  source,
  target,
  latest,
  counts,
  tokens,
  version,
  choice,
  blockedBecause,
  toParameters,
  onLatest,
  onReview,
}: BoardProps<N>) {
  const { values, set } = useUrlState();
  const mayNot = useBlockedBecause('instance.migrate');
  const suggested = useView('migration-plan', { source: source.key, target: target.key }, { isOff: mayNot !== null });
  const [sources, targets] = [useModelElements(source.key), useModelElements(target.key)];
  const [mapping, setMapping] = useState<readonly MappedElement[]>([]);
  const [selected, setSelected] = useState<string | null>(null);
  const [hovered, setHovered] = useState<{ readonly side: 'source' | 'target'; readonly id: string } | null>(null);
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const [skips, setSkips] = useState(NO_SKIPS);
  useEffect(() => {
    if (suggested.data !== undefined) setMapping(suggested.data.mapping);
  }, [suggested.data]);
  const migration: Migration = { target, mapping, variables: writtenValues(drafts), ...skips };
  const isReady = suggested.data !== undefined && isWritten(drafts);
  const check = useRehearsal(operation, isReady ? toParameters(migration) : null, version);
  const rows = mappingRows({ sources, targets, mapping, tokens, problems: check.data?.problems ?? [] });
  const marks = pairMarks(rows);
  const filter = FILTERS.find((each) => each === values.show) ?? 'all';
  const names = sameNames(sources, targets, mapping);
  const lit = litPair(mapping, hovered, selected);
  const chooseTarget = (id: string | null) => {
    if (id === null || selected === null) return;
    setMapping(
      mapped(
        mapping,
        selected,
        selected === elementOf(selected) ? id : id + selected.slice(elementOf(selected).length),
      ),
    );
    setSelected(null);
  };
  useShortcuts(Object.fromEntries<() => void>([['Escape', () => setSelected(null)]]));
  const isBlocked =
    check.data === undefined || check.isFetching || check.data.checks.some((each) => each.result === 'blocked');
  return (
    <>
      <PageHead
        isLong
        title={title}
        beside={
          <span className="flex items-center gap-2 whitespace-nowrap text-ink-2">
            {versionName(source)}
            <ArrowRight size={14} aria-hidden />
            {target.processId === source.processId ? '' : `${target.processId} `}v{target.version}
            {check.data !== undefined && (
              <span title={check.data.riskBecause}>
                <RiskMeter risk={check.data.risk}>{t(`risk.${check.data.risk}`)}</RiskMeter>
              </span>
            )}
          </span>
        }
        actions={
          <>
            {choice}
            <Button
              icon={ChevronsRight}
              blockedBecause={latest === null || latest.key === target.key ? t('migrate.isLatest') : null}
              onClick={onLatest}
            >
              {t('migrate.toLatest')}
            </Button>
            <ActionButton
              operation={operation}
              kind="primary"
              blockedBecause={blockedBecause ?? (isBlocked ? t('migrate.blocked') : null)}
              onClick={() => onReview(migration)}
            >
              {t('modify.review')}
            </ActionButton>
          </>
        }
      />
      <MayNot operation="instance.migrate" />
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <TwoDiagrams
          counts={counts.map((each) => ({ ...each, completed: 0, cancelled: 0 }))}
          selected={selected === null ? null : elementOf(selected)}
          hint={t(selected === null ? 'migrate.hint' : 'migrate.hintTarget')}
          source={{
            definitionKey: source.key,
            label: versionName(source),
            pairs: marks.source,
            lit: lit.source,
            onSelect: setSelected,
            onHover: (id) => setHovered(id === null ? null : { side: 'source', id }),
          }}
          target={{
            definitionKey: target.key,
            label: versionName(target),
            pairs: marks.target,
            lit: lit.target,
            onSelect: chooseTarget,
            onHover: (id) => setHovered(id === null ? null : { side: 'target', id }),
          }}
        />
        <div className="flex min-h-[240px] flex-1 border-t border-line bg-surface">
          <section aria-label={t('migrate.mapping')} className="flex min-w-0 flex-1 flex-col">
            <div className="flex flex-none flex-wrap items-center gap-3 border-b border-line px-3.5 py-1.5">
              <Segmented
                label={t('migrate.show')}
                value={filter}
                options={FILTERS.map((id) => ({
                  id,
                  label: t(`migrate.show.${id}`, { count: filteredRows(rows, id).length }),
                }))}
                onChange={(id) => set({ show: id === 'all' ? null : id })}
              />
              {names.length > 0 && (
                <Button isSmall onClick={() => setMapping([...mapping, ...names])}>
                  {t('migrate.byName', { count: names.length })}
                </Button>
              )}
              <Button isSmall kind="ghost" onClick={() => setMapping(suggested.data?.mapping ?? [])}>
                {t('migrate.reset')}
              </Button>
              <Button isSmall kind="ghost" onClick={() => setMapping([])}>
                {t('migrate.clear')}
              </Button>
            </div>
            <div className="min-h-0 flex-1 overflow-auto">
              {suggested.error !== null ? (
                <Refusal error={suggested.error} onRetry={() => void suggested.refetch()} />
              ) : (
                <MappingTable
                  rows={filteredRows(rows, filter)}
                  targets={targets}
                  selected={selected}
                  onSelect={setSelected}
                  onHover={(id) => setHovered(id === null ? null : { side: 'source', id: elementOf(id) })}
                  onMap={(from, to) => setMapping(mapped(mapping, from, to))}
                  onUpdate={(from, updatesTrigger) =>
                    setMapping(mapping.map((each) => (each.source === from ? { ...each, updatesTrigger } : each)))
                  }
                />
              )}
            </div>
          </section>
          <aside
            aria-label={t('checks.title')}
            className="flex w-[380px] flex-none flex-col gap-4 overflow-auto border-l border-line p-4 max-[1100px]:w-[300px]"
          >
            <section>
              <h2 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h2>
              {check.error !== null ? (
                <Refusal error={check.error} onRetry={() => void check.refetch()} />
              ) : check.data === undefined ? (
                <p className="text-ink-3">{t(check.isFetching ? 'action.checking' : 'migrate.noChecks')}</p>
              ) : (
                <ChecksList preview={check.data} />
              )}
            </section>
            {check.data?.sample != null && <SampleList sample={check.data.sample} />}
            <VariableDrafts title={t('migrate.variables')} drafts={drafts} onChange={setDrafts} />
            <SkipChoices skips={skips} onSkips={setSkips} />
          </aside>
        </div>
      </div>
    </>
  );
}

/** Both sides of the pair that the pointer is on, or that is being mapped. */
function litPair(
  mapping: readonly MappedElement[],
  hovered: { readonly side: 'source' | 'target'; readonly id: string } | null,
  selected: string | null,
): { readonly source: string | null; readonly target: string | null } {
  const at = hovered ?? (selected === null ? null : { side: 'source' as const, id: elementOf(selected) });
  if (at === null) return { source: null, target: null };
  const pair = mapping.find((each) => elementOf(at.side === 'source' ? each.source : each.target) === at.id);
  return {
    source: at.side === 'source' ? at.id : pair === undefined ? null : elementOf(pair.source),
    target: at.side === 'target' ? at.id : pair === undefined ? null : elementOf(pair.target),
  };
}

/** Which definition and version it goes to. */
export function TargetChoice({
  source,
  target,
  onTarget,
}: {
  source: DefinitionRef;
  target: DefinitionRef | null;
  onTarget: (process: string, version: number | null) => void;
}) {
  const definitions = useView('definitions', {});
  const process = target?.processId ?? source.processId;
  const chosen = useView('definition', { process });
  const versions = chosen.data?.versions.filter((each) => each.key !== source.key) ?? [];
  return (
    <div className="flex gap-2">
      <div className="w-[170px]">
        <SelectField
          label={t('migrate.targetDefinition')}
          value={process}
          onChange={(event) => onTarget(event.target.value, null)}
        >
          {definitions.data?.rows.map(({ definition }) => (
            <option key={definition.processId} value={definition.processId}>
              {definitionName(definition)}
            </option>
          ))}
        </SelectField>
      </div>
      {versions.length > 0 && (
        <div className="w-[92px]">
          <SelectField
            label={t('migrate.target')}
            value={target === null ? '' : String(target.version)}
            onChange={(event) => onTarget(process, Number(event.target.value))}
          >
            {versions.map((each) => (
              <option key={each.key} value={each.version}>
                v{each.version}
              </option>
            ))}
          </SelectField>
        </div>
      )}
    </div>
  );
}
