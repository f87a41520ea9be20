import { t } from '@/components/messages/messages.ts';
import { HealthBar } from '@/components/ui/bars.tsx';

/** How many of the running instances have an incident, as a bar. */
export function DefinitionHealthBar({ incidents, running }: { incidents: number; running: number }) {
  return (
    <HealthBar
      label={t('definitions.healthOf', { incidents, running })}
      parts={[
        { value: incidents, tone: 'incident' },
        { value: Math.max(0, running - incidents), tone: 'active' },
      ]}
    />
  );
}
