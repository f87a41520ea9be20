import { definitionName } from '@/components/data/definition-name.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import { Facts } from '@/components/ui/panel.tsx';
import type { MessageValue, SubscriptionRow } from '@/lib/console/views/message-view.ts';

/** Values that a message hands over or must match. */
export function ValueList({ title, values }: { title: string; values: readonly MessageValue[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{title}</h3>
      <Facts
        rows={values.map((each) => ({
          label: each.name,
          value: (
            <span className="mono line-clamp-4" title={each.text ?? undefined}>
              {each.text ?? t('word.none')} <span className="text-ink-3">{each.type}</span>
            </span>
          ),
        }))}
      />
    </section>
  );
}

/** Names that are waited for and look alike. */
export function SimilarNames({ names }: { names: readonly string[] }) {
  return names.length === 0 ? null : (
    <p>
      {t('early.names')}: <span className="mono">{names.join(', ')}</span>
    </p>
  );
}

/** What waits for the name of a message. */
export function WaitingOthers({ title, others }: { title: string; others: readonly SubscriptionRow[] }) {
  if (others.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{title}</h3>
      <ul className="flex flex-col gap-1">
        {others.map((each) => (
          <li key={each.key} className="text-[12.5px]">
            <InstanceLink instanceKey={each.instanceKey} businessKey={each.businessKey} />{' '}
            <span className="text-ink-2">
              {definitionName(each.definition)} ·{' '}
              <ElementName definitionKey={each.definition.key} elementId={each.elementId} />
              {each.correlationKey !== null && (
                <>
                  {' '}
                  · <span className="mono">{each.correlationKey}</span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
