'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { CodeBlock } from '@/components/ui/code.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DecisionRow, DecisionValue } from '@/lib/console/views/decision-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { isShown, type SelectedElements } from './selected-elements.ts';

/** Decisions that were made for the instance; the chosen one with its inputs, matched rules and result. */
export function DecisionsTab({ instance, selected }: { instance: InstanceView; selected: SelectedElements }) {
  const decisions = useView('instance-decisions', { instance: instance.key });
  const { values, set } = useUrlState();
  return (
    <ViewGate query={decisions}>
      {(view) => {
        const rows = view.rows.filter((row) => isShown(selected, row.elementId));
        if (rows.length === 0) return <EmptyState title={t('decision.none')} />;
        const chosen = rows.find((row) => row.key === values.decision) ?? rows[0];
        return (
          <>
            <SimpleTable<DecisionRow>
              label={t('tab.decisions')}
              rows={rows}
              rowKey={(row) => row.key}
              currentKey={chosen?.key}
              onRow={(row) => set({ decision: row.key })}
              columns={[
                {
                  id: 'state',
                  head: t('column.state'),
                  width: '122px',
                  cell: (row) =>
                    row.failure === null ? (
                      <StateWord kind="done">{t('decision.made')}</StateWord>
                    ) : (
                      <StateWord kind="incident">{t('decision.failed')}</StateWord>
                    ),
                },
                {
                  id: 'name',
                  head: t('column.decision'),
                  cell: (row) => (
                    <span title={row.decisionId}>
                      {row.name ?? row.decisionId} <span className="num text-ink-3">v{row.version}</span>
                      {!row.isRoot && <span className="text-ink-3"> · {t('decision.required')}</span>}
                    </span>
                  ),
                },
                {
                  id: 'element',
                  head: t('column.element'),
                  width: '24%',
                  cell: (row) =>
                    row.elementId === null ? (
                      '–'
                    ) : (
                      <ElementName definitionKey={instance.definition.key} elementId={row.elementId} />
                    ),
                },
                {
                  id: 'rules',
                  head: t('decision.rules'),
                  width: '110px',
                  isExtra: true,
                  cell: (row) => <span className="num">{row.rules.map((rule) => rule.index).join(', ') || '–'}</span>,
                },
                {
                  id: 'result',
                  head: t('decision.result'),
                  width: '24%',
                  cell: (row) => (
                    <span className="mono" title={row.output}>
                      {row.failure ?? row.output}
                    </span>
                  ),
                },
                {
                  id: 'at',
                  head: t('column.at'),
                  width: '72px',
                  isRight: true,
                  cell: (row) => <Clock at={row.evaluatedAt} />,
                },
              ]}
            />
            {view.isCut && <p className="p-3 text-12 text-ink-3">{t('decision.cut')}</p>}
            {chosen !== undefined && <Decision decision={chosen} />}
          </>
        );
      }}
    </ViewGate>
  );
}

function Decision({ decision }: { decision: DecisionRow }) {
  return (
    <section
      aria-label={decision.name ?? decision.decisionId}
      className="grid grid-cols-2 gap-4 p-3.5 max-[1100px]:grid-cols-1"
    >
      <div>
        <h3 className="mb-1 text-12 font-semibold">{t('decision.inputs')}</h3>
        <Values values={decision.inputs} none={t('decision.noInputs')} />
      </div>
      <div className="flex flex-col gap-3">
        {decision.rules.map((rule) => (
          <div key={rule.index}>
            <h3 className="mb-1 text-12 font-semibold">{t('decision.rule', { index: rule.index })}</h3>
            <Values values={rule.outputs} none={t('decision.noOutputs')} />
          </div>
        ))}
        <div>
          <h3 className="mb-1 text-12 font-semibold">{t('decision.result')}</h3>
          <CodeBlock
            text={decision.failure ?? decision.output}
            label={t('decision.result')}
            copyLabel={t('copy.value')}
            isWrapped
            maxHeight={160}
          />
        </div>
      </div>
    </section>
  );
}

function Values({ values, none }: { values: readonly DecisionValue[]; none: string }) {
  if (values.length === 0) return <p className="text-ink-3">{none}</p>;
  return (
    <dl className="grid grid-cols-[minmax(90px,auto)_minmax(0,1fr)] gap-x-3 gap-y-0.5">
      {values.map((value) => (
        <div key={value.id} className="contents">
          <dt className="text-ink-2">{value.name}</dt>
          <dd className="mono break-words" title={value.type}>
            {value.text ?? 'null'}
          </dd>
        </div>
      ))}
    </dl>
  );
}
