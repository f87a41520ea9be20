import { Fragment } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { InstanceLink } from './instance-link.tsx';

const MOST_NAMED = 5;

/** Instances that this one called, directly or not, which have stopped: their incidents are mended there. */
export function IncidentsBelow({ instance }: { instance: InstanceView }) {
  const stopped = (instance.calledTree ?? instance.called).filter((call) => call.state === 'incident');
  if (stopped.length === 0 || instance.calledIncidentCount === 0) return null;
  return (
    <div className="flex-none p-3.5 pb-0">
      <Note tone="bad">
        <p>
          {t('incident.below')}{' '}
          {stopped.slice(0, MOST_NAMED).map((call, n) => (
            <Fragment key={call.instanceKey}>
              {n > 0 && ', '}
              <InstanceLink instanceKey={call.instanceKey}>{call.businessKey ?? call.instanceKey}</InstanceLink>
            </Fragment>
          ))}
          {stopped.length > MOST_NAMED && ` … (${stopped.length})`}
        </p>
      </Note>
    </div>
  );
}
