import { useMemo } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useNow } from '@/components/ui/time.tsx';
import { ComparedDiagram } from './compared-diagram.tsx';
import { comparedPath, isAlike } from './compared-path.ts';
import { ComparedTable } from './compared-table.tsx';
import { comparedVariables } from './compared-variables.ts';
import { PathTable } from './path-table.tsx';
import type { ComparedSide } from './use-compared-side.ts';

interface Side {
  readonly instance: NonNullable<ComparedSide['instance']>;
  readonly variables: NonNullable<ComparedSide['variables']>;
}
interface Sides {
  readonly a: Side;
  readonly b: Side;
}

/** The diagram with both ways, and below it the ways or the variables, those that differ or all. */
export function Comparison({ a, b }: Sides) {
  const { values, set } = useUrlState();
  const now = useNow();
  const path = useMemo(() => comparedPath(a.instance, b.instance, now), [a.instance, b.instance, now]);
  const all = comparedVariables(a.variables.rows, b.variables.rows);
  const ways = { all: path.elements, different: path.elements.filter((each) => !isAlike(each)) };
  const variables = { all, different: all.filter((each) => each.result !== 'same') };
  const shown = values.show === 'all' ? 'all' : 'different';
  return (
    <>
      <div className="min-h-[200px] flex-[0.9] border-b border-line">
        <ComparedDiagram
          a={a.instance}
          b={b.instance}
          path={path}
          model={values.model === 'b' ? 'b' : 'a'}
          selected={values.element ?? null}
          root={values.root ?? null}
          onModel={(model) => set({ model: model === 'a' ? null : model, root: null })}
          onSelect={(element) => set({ element })}
          onRoot={(root) => set({ root })}
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col">
        <ComparisonBar words={values.what === 'path' ? wayWords(a, b, ways) : variableWords(a, b, variables)} />
        <div className="min-h-0 flex-1 overflow-auto">
          {values.what === 'path' ? (
            <ComparedWays a={a} b={b} elements={ways[shown]} />
          ) : (
            <ComparedTable
              compared={variables[shown]}
              selected={values.variable ?? null}
              onSelect={(id) => set({ variable: id })}
            />
          )}
        </div>
      </div>
    </>
  );
}

function ComparedWays({ a, b, elements }: Sides & { elements: ReturnType<typeof comparedPath>['elements'] }) {
  const { values, set } = useUrlState();
  const ofA = useModelElements(a.instance.definition.key);
  const ofB = useModelElements(b.instance.definition.key);
  return (
    <PathTable
      elements={elements}
      names={(id) => ofA.get(id)?.name ?? ofB.get(id)?.name ?? id}
      selected={values.element ?? null}
      onSelect={(element) => set({ element })}
    />
  );
}

/** How much differs of how much; `cut`: that not all was read. */
interface Words {
  readonly count: string;
  readonly cut: string | null;
}
interface Found {
  readonly all: readonly unknown[];
  readonly different: readonly unknown[];
}

function wayWords({ instance: a }: Side, { instance: b }: Side, { all, different }: Found): Words {
  return {
    count: t('compare.pathCount', { count: different.length, all: all.length }),
    cut: a.isHistoryCut || b.isHistoryCut ? t('compare.pathCut') : null,
  };
}

function variableWords({ variables: a }: Side, { variables: b }: Side, { all, different }: Found): Words {
  return {
    count: t('compare.count', { count: different.length, all: all.length }),
    cut: a.isCut || b.isCut ? t('compare.cut') : null,
  };
}

/** What is compared, and how much of it differs. */
function ComparisonBar({ words: { count, cut } }: { words: Words }) {
  const { values, set } = useUrlState();
  return (
    <div className="flex flex-none flex-wrap items-center gap-3 px-5 py-2">
      <Segmented
        label={t('compare.what')}
        value={values.what === 'path' ? 'path' : 'variables'}
        options={[
          { id: 'variables', label: t('compare.variables') },
          { id: 'path', label: t('compare.path') },
        ]}
        onChange={(id) => set({ what: id === 'path' ? 'path' : null })}
      />
      <Segmented
        label={t('compare.show')}
        value={values.show === 'all' ? 'all' : 'differences'}
        options={[
          { id: 'differences', label: t('compare.only') },
          { id: 'all', label: t('compare.all') },
        ]}
        onChange={(id) => set({ show: id === 'all' ? 'all' : null })}
      />
      <span className="num text-ink-2">{count}</span>
      {cut !== null && <span className="text-12 text-warning-text">{cut}</span>}
    </div>
  );
}
