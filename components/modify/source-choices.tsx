import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import type { SourceStep } from './plan.ts';
import { BODY } from './scopes-for.ts';
import { useScopeValues } from './use-scope-values.ts';

/** Rows of tokens to choose from; of more, all are taken or none. */
const MAX_CHOICES = 100;

/** Which of the tokens are taken; each with what is known in its own scope. */
export function SourceChoices({
  instance,
  definitionKey,
  step,
  onChange,
}: {
  instance: InstanceView;
  definitionKey: string;
  step: SourceStep;
  onChange: (step: SourceStep) => void;
}) {
  const elements = useModelElements(definitionKey);
  const alive = instance.history.filter(
    (node) => node.elementId === step.from && (node.state === 'active' || node.state === 'incident'),
  );
  const bodies = alive.filter((node) => node.kind === BODY);
  const runs = alive.filter((node) => node.kind !== BODY);
  const choices = (step.isFromBody ? bodies : runs).slice(0, MAX_CHOICES);
  const values = useScopeValues(instance, choices.length > 1);
  const all = choices.map((node) => node.key);
  const chosen = new Set(step.keys ?? all);
  const toggle = (key: string) => {
    const keys = all.filter((each) => (each === key ? !chosen.has(each) : chosen.has(each)));
    if (keys.length > 0)
      onChange({
        ...step,
        keys: keys.length === all.length ? null : keys,
        count: step.isFromBody ? step.count : keys.length,
      });
  };
  return (
    <div className="mt-2 flex flex-col gap-1 pl-7">
      {bodies.length > 0 && (
        <div>
          <Segmented
            label={t('modify.loop')}
            value={step.isFromBody ? 'body' : 'inner'}
            options={[
              { id: 'body', label: t('modify.loopWhole') },
              { id: 'inner', label: t('modify.loopRuns') },
            ]}
            onChange={(id) => onChange({ ...step, isFromBody: id === 'body', keys: null, count: runs.length })}
          />
        </div>
      )}
      {choices.length > 1 && (
        <fieldset
          aria-label={t('modify.which', { element: elements.get(step.from)?.name ?? step.from })}
          className="flex max-h-[150px] flex-col overflow-auto"
        >
          {choices.map((node) => (
            <TokenTick
              key={node.key}
              node={node}
              values={values.get(node.key)}
              isChosen={chosen.has(node.key)}
              onToggle={() => toggle(node.key)}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

interface TokenTickProps {
  readonly node: ElementInstanceNode;
  /** What is known in its scope. */
  readonly values: string | undefined;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}
function TokenTick({ node, values, isChosen, onToggle }: TokenTickProps) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-12">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={onToggle}
        className="size-3.5 flex-none accent-[var(--accent)]"
      />
      <span className="mono flex-none">{node.index === null ? node.key.slice(-6) : `#${node.index + 1}`}</span>
      {node.state === 'incident' && <span className="flex-none text-incident-text">{t('word.incident')}</span>}
      <span className="min-w-0 truncate text-ink-2">{values}</span>
    </label>
  );
}
