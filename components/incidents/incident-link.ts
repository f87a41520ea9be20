import type { IncidentRow } from '@/lib/console/views/incident-view.ts';

type Linked = Pick<IncidentRow, 'key' | 'instanceKey' | 'elementId' | 'jobKey'>;

/** To the incident on the page of its instance; of a start event that failed, to its job. */
export const incidentLink = ({ key, instanceKey, elementId, jobKey }: Linked): string =>
  instanceKey === null
    ? `/jobs?${new URLSearchParams({ kind: 'start', ...(jobKey !== null && { job: jobKey }) }).toString()}`
    : `/instances/${instanceKey}?element=${encodeURIComponent(elementId)}&tab=incidents&incident=${key}`;
