'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CodeBlock } from '@/components/ui/code.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { SelectField, TextArea } from '@/components/ui/field.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { type DoorError, fetchQuery } from '@/lib/console/client.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { EvaluationView } from '@/lib/console/views/variable-view.ts';

/** What an expression of the model would say now, seen from a scope. Nothing is changed by looking. */
export function EvaluateDialog({
  instance,
  elementId,
  onClose,
}: {
  instance: InstanceView;
  elementId: string | null;
  onClose: () => void;
}) {
  const elements = useModelElements(instance.definition.key);
  const alive = instance.history.filter((node) => node.endedAt === null);
  const [scope, setScope] = useState(alive.find((node) => node.elementId === elementId)?.key ?? instance.key);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<{
    readonly scope: string;
    readonly expression: string;
    readonly n: number;
  } | null>(null);
  const answer = useQuery<EvaluationView, DoorError>({
    queryKey: ['evaluate-expression', asked],
    enabled: asked !== null,
    retry: false,
    queryFn: ({ signal }) =>
      fetchQuery(
        'evaluate-expression',
        { instance: instance.key, scope: asked?.scope ?? instance.key, expression: asked?.expression ?? '' },
        signal,
      ),
  });
  const ask = () => {
    if (text.trim() !== '') setAsked({ scope, expression: text.trim(), n: (asked?.n ?? 0) + 1 });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('evaluate.title')}
      subtitle={instance.businessKey ?? instance.key}
      width="box"
      closeLabel={t('dialog.close')}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={onClose}>{t('dialog.close')}</Button>
          <Button
            kind="primary"
            shortcut="Ctrl ⏎"
            disabled={text.trim() === ''}
            isBusy={answer.isFetching}
            onClick={ask}
          >
            {t('evaluate.run')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 p-5">
        <TextArea
          label={t('evaluate.expression')}
          rows={3}
          value={text}
          help={t(instance.dialect === 'camunda7' ? 'evaluate.juelHelp' : 'evaluate.feelHelp')}
          className="mono"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) {
              event.preventDefault();
              ask();
            }
          }}
        />
        <SelectField label={t('evaluate.scope')} value={scope} onChange={(event) => setScope(event.target.value)}>
          <option value={instance.key}>{t('scope.instance')}</option>
          {alive.map((node) => (
            <option key={node.key} value={node.key}>
              {elements.get(node.elementId)?.name ?? node.elementId}
              {node.index === null ? '' : ` #${node.index}`}
            </option>
          ))}
        </SelectField>
        <section aria-label={t('evaluate.result')} aria-live="polite">
          {answer.error !== null ? (
            <Note tone="bad">{answer.error.problem.message}</Note>
          ) : (
            answer.data !== undefined && <Answer view={answer.data} />
          )}
        </section>
      </div>
    </Dialog>
  );
}

function Answer({ view }: { view: EvaluationView }) {
  if (view.outcome === 'noScope') return <Note tone="warn">{t('evaluate.noScope')}</Note>;
  if (view.outcome === 'failure')
    return (
      <Note tone="bad">
        <span className="mono break-words">{view.message}</span>
      </Note>
    );
  return (
    <>
      <p className="mb-1 text-12 text-ink-2">{view.type}</p>
      <CodeBlock
        text={view.text ?? 'null'}
        label={t('evaluate.result')}
        copyLabel={t('copy.value')}
        isWrapped
        maxHeight={200}
      />
      {view.writes.length > 0 && (
        <p className="mt-2 text-12 text-warning-text">{t('evaluate.writes', { names: view.writes.join(', ') })}</p>
      )}
      {view.warnings.map((warning) => (
        <p key={warning} className="mt-1 text-12 text-warning-text">
          {warning}
        </p>
      ))}
    </>
  );
}
