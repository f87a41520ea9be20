import { ExternalLink, ListChecks, ListRestart, RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { versionName } from '@/components/data/definition-name.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { IncidentGroup, IncidentView } from '@/lib/console/views/incident-view.ts';
import { incidentLink } from './incident-link.ts';

/**
 * What a dialog is about, as it was when it opened: the dialog stays to show what came of it when the group is gone.
 */
export type GroupRepair =
  | { readonly kind: 'newest'; readonly incident: IncidentView; readonly where: string }
  | { readonly kind: 'all'; readonly incidentKey: string; readonly where: string };

interface GroupRepairsProps {
  readonly group: IncidentGroup;
  /** undefined: not loaded yet. */
  readonly newest: IncidentView | undefined;
  readonly onRepair: (repair: GroupRepair) => void;
}

/** All of the group, one by one. */
function listOf({ fingerprint, definition, elementId }: IncidentGroup): string {
  const filter = { fingerprint, definition: definition.processId, element: elementId };
  return `/incidents/list?${new URLSearchParams(filter).toString()}`;
}

/** The newest is repaired, or all of the group, or some of them that are chosen in the list. */
export function GroupRepairs({ group, newest, onRepair }: GroupRepairsProps) {
  const router = useRouter();
  const mayRetry = useBlockedBecause('incident.retry') === null;
  const mayRetryGroup = useBlockedBecause('incident.retry-group') === null;
  const where = `${versionName(group.definition)} · ${useElementName(group.definition.key)(group.elementId)}`;
  const retryNewest = () => {
    if (mayRetry && newest !== undefined) onRepair({ kind: 'newest', incident: newest, where });
  };
  const retryGroup = () => {
    if (mayRetryGroup) onRepair({ kind: 'all', incidentKey: group.newestIncidentKey, where });
  };
  useShortcuts({ r: retryNewest, R: retryGroup });
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton operation="incident.retry" kind="primary" icon={RotateCw} shortcut="R" onClick={retryNewest}>
        {t('group.retryNewest')}
      </ActionButton>
      <ActionButton operation="incident.retry-group" icon={ListRestart} shortcut="⇧ R" onClick={retryGroup}>
        {t('group.retryAll', { count: formatCount(group.open) })}
      </ActionButton>
      <Button
        icon={ExternalLink}
        onClick={() => {
          if (group.newestInstanceKey !== null)
            router.push(`/instances/${group.newestInstanceKey}?element=${encodeURIComponent(group.elementId)}`);
          else if (newest !== undefined) router.push(incidentLink(newest));
        }}
      >
        {t('group.openNewest')}
      </Button>
      <Button icon={ListChecks} onClick={() => router.push(listOf(group))}>
        {t('group.oneByOne')}
      </Button>
    </div>
  );
}
