'use client';
import { useEffect, useMemo, useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useNow } from '@/components/ui/time.tsx';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { ComparedDiagram } from './compared-diagram.tsx';
import { comparedPath, isAlike } from './compared-path.ts';
import { ComparedTable } from './compared-table.tsx';
import { PathTable } from './path-table.tsx';
import { comparedVariables } from './compared-variables.ts';
import { InstanceSide } from './instance-side.tsx';

/**
 * Two instances beside each other, what the one that fails has otherwise than the one that finished well: the ways they
 * took on one model, and their variables.
 */
export function ComparePage() {
  const { values, set } = useUrlState();
  const [a, b] = [useSide(values.a), useSide(values.b)];
  const definition = a.instance?.definition;
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.instances'), href: '/instances' },
          ...(a.instance === null
            ? []
            : [{ label: a.instance.businessKey ?? a.instance.key, href: `/instances/${a.instance.key}` }]),
          { label: t('compare.crumb') },
        ]}
      />
      <PageHead title={t('compare.title')} />
      <div className="grid flex-none grid-cols-2 gap-4 px-[var(--page-x)] pb-3">
        <InstanceSide label={t('compare.a')} instance={a.instance}>
          <Picker label={t('compare.a')} chosen={values.a} onPick={(key) => set({ a: key })} />
        </InstanceSide>
        <InstanceSide label={t('compare.b')} instance={b.instance}>
          <Picker label={t('compare.b')} chosen={values.b} onPick={(key) => set({ b: key })} />
          {definition !== undefined && b.instance === null && (
            <Alike
              definition={`${definition.processId}:${definition.version}`}
              except={values.a}
              onPick={(key) => set({ b: key })}
            />
          )}
        </InstanceSide>
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        <Compared a={a} b={b} isChosen={values.a !== undefined && values.b !== undefined} />
      </div>
    </>
  );
}

type ComparedSide = ReturnType<typeof useSide>;

function Compared({ a, b, isChosen }: { a: ComparedSide; b: ComparedSide; isChosen: boolean }) {
  const { values, set } = useUrlState();
  const now = useNow();
  const path = useMemo(
    () => (a.instance === null || b.instance === null ? null : comparedPath(a.instance, b.instance, now)),
    [a.instance, b.instance, now],
  );
  const names = [
    useModelElements(a.instance?.definition.key ?? null),
    useModelElements(b.instance?.definition.key ?? null),
  ];
  const error = a.error ?? b.error;
  if (error !== null)
    return (
      <Refusal
        error={error}
        onRetry={() => {
          a.readAgain();
          b.readAgain();
        }}
      />
    );
  if (!isChosen) return <EmptyState title={t('compare.needsTwo')} />;
  if (path === null || a.instance === null || b.instance === null || a.variables === null || b.variables === null)
    return <SkeletonRows label={t('state.loading')} count={6} />;
  const isPath = values.what === 'path';
  const isAll = values.show === 'all';
  const different = path.elements.filter((each) => !isAlike(each));
  const variables = comparedVariables(a.variables.rows, b.variables.rows);
  const selected = values.element ?? null;
  const select = (element: string | null) => set({ element });
  return (
    <>
      <div className="min-h-[200px] flex-[0.9] border-b border-line">
        <ComparedDiagram
          a={a.instance}
          b={b.instance}
          path={path}
          model={values.model === 'b' ? 'b' : 'a'}
          selected={selected}
          root={values.root ?? null}
          onModel={(model) => set({ model: model === 'a' ? null : model, root: null })}
          onSelect={select}
          onRoot={(root) => set({ root })}
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="flex flex-none flex-wrap items-center gap-3 px-5 py-2">
          <Segmented
            label={t('compare.what')}
            value={isPath ? 'path' : 'variables'}
            options={[
              { id: 'variables', label: t('compare.variables') },
              { id: 'path', label: t('compare.path') },
            ]}
            onChange={(id) => set({ what: id === 'path' ? 'path' : null })}
          />
          <Segmented
            label={t('compare.show')}
            value={isAll ? 'all' : 'differences'}
            options={[
              { id: 'differences', label: t('compare.only') },
              { id: 'all', label: t('compare.all') },
            ]}
            onChange={(id) => set({ show: id === 'all' ? 'all' : null })}
          />
          <span className="num text-ink-2">
            {isPath
              ? t('compare.pathCount', { count: different.length, all: path.elements.length })
              : t('compare.count', {
                  count: variables.filter((each) => each.result !== 'same').length,
                  all: variables.length,
                })}
          </span>
          {isPath && (a.instance.isHistoryCut || b.instance.isHistoryCut) && (
            <span className="text-12 text-warning-text">{t('compare.pathCut')}</span>
          )}
          {!isPath && (a.variables.isCut || b.variables.isCut) && (
            <span className="text-12 text-warning-text">{t('compare.cut')}</span>
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-auto">
          {isPath ? (
            <PathTable
              elements={isAll ? path.elements : different}
              names={(id) => names[0]?.get(id)?.name ?? names[1]?.get(id)?.name ?? id}
              selected={selected}
              onSelect={select}
            />
          ) : (
            <ComparedTable
              compared={isAll ? variables : variables.filter((each) => each.result !== 'same')}
              selected={values.variable ?? null}
              onSelect={(id) => set({ variable: id })}
            />
          )}
        </div>
      </div>
    </>
  );
}

function useSide(key: string | undefined) {
  const isOff = key === undefined || !/^\d{1,18}$/.test(key);
  const instance = useView('instance', { key: key ?? '' }, { isOff });
  const variables = useView('instance-variables', { instance: key ?? '' }, { isOff });
  const isOurs = !isOff && instance.data?.key === key;
  return {
    instance: isOurs ? (instance.data ?? null) : null,
    variables: isOurs && !variables.isPlaceholderData ? (variables.data ?? null) : null,
    error: isOff
      ? null
      : ((instance.data === undefined ? instance.error : null) ??
        (variables.data === undefined ? variables.error : null)),
    readAgain: () => {
      void instance.refetch();
      void variables.refetch();
    },
  };
}

/** By key, or by the business key of the newest that has it. */
function Picker({
  label,
  chosen,
  onPick,
}: {
  label: string;
  chosen: string | undefined;
  onPick: (key: string) => void;
}) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const found = useView('instances', { businessKey: asked, limit: 1 }, { isOff: asked === '' });
  const hit = asked !== '' && !found.isPlaceholderData ? found.data?.rows[0]?.key : undefined;
  useEffect(() => {
    if (hit === undefined) return;
    setAsked('');
    if (hit !== chosen) onPick(hit);
  }, [hit, chosen, onPick]);
  const isMissing = asked !== '' && found.isSuccess && !found.isFetching && hit === undefined;
  const pick = () => {
    const trimmed = text.trim();
    if (/^\d{15,18}$/.test(trimmed)) onPick(trimmed);
    else setAsked(trimmed);
  };
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        pick();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={`${label}: ${t('compare.keyHelp')}`}
          value={text}
          error={isMissing ? t('compare.notFound', { key: asked }) : null}
          onChange={(event) => setText(event.target.value)}
          className="mono"
        />
      </div>
      <div className="pt-5">
        <Button type="submit" disabled={text.trim() === ''}>
          {t('compare.pick')}
        </Button>
      </div>
    </form>
  );
}

const ALIKE = 20;
/** Those of the same version that ended as modelled: what they had is what it takes. */
function Alike({
  definition,
  except,
  onPick,
}: {
  definition: string;
  except: string | undefined;
  onPick: (key: string) => void;
}) {
  const alike = useView('instances', { definition, state: 'completed', sort: '-ended', limit: ALIKE });
  const rows = (alike.data?.rows ?? []).filter((row) => row.key !== except);
  if (alike.data !== undefined && rows.length === 0)
    return <p className="text-12 text-ink-3">{t('compare.noAlike')}</p>;
  return (
    <label className="flex items-center gap-2 text-12 text-ink-2">
      {t('compare.alike')}
      <select
        value=""
        onChange={(event) => {
          if (event.target.value !== '') onPick(event.target.value);
        }}
        className="h-[26px] min-w-0 flex-1 rounded-2 border border-control bg-surface px-1.5 text-12 text-ink dark:bg-canvas"
      >
        <option value="">{t('reason.choose')}</option>
        {rows.map((row) => (
          <option key={row.key} value={row.key}>
            {row.businessKey ?? row.key}
          </option>
        ))}
      </select>
    </label>
  );
}
