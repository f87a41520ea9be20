import { List, Mail, Pause, Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { DeleteDefinitionDialog, HistoryTtlDialog } from '@/components/actions/definition-dialogs.tsx';
import { SuspendDefinitionDialog } from '@/components/actions/suspension-dialogs.tsx';
import { versionName } from '@/components/data/definition-name.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import { DefinitionMenu } from './definition-menu.tsx';
import { TryStartForm } from './try-start-form.tsx';

/** The buttons in the head of a version, and the dialogs that they open. */
export function DefinitionHeadActions({ view, filter }: { view: DefinitionView; filter: string }) {
  const router = useRouter();
  const { values, set } = useUrlState();
  const [opened, setOpened] = useState<'suspension' | 'ttl' | 'delete' | null>(null);
  const { definition } = view;
  const place = {
    definitionKey: definition.key,
    where: versionName(definition),
    onClose: () => setOpened(null),
  };
  return (
    <>
      {view.deletedAt === null && (
        <>
          <ActionButton
            operation="instance.start"
            kind="primary"
            icon={Play}
            onClick={() =>
              router.push(
                `/instances/start?definition=${encodeURIComponent(definition.processId)}&version=${definition.version}`,
              )
            }
          >
            {t('instances.startShort')}
          </ActionButton>
          <ActionButton
            operation={view.isSuspended ? 'definition.resume' : 'definition.suspend'}
            icon={view.isSuspended ? Play : Pause}
            onClick={() => setOpened('suspension')}
          >
            {t(view.isSuspended ? 'suspend.resume' : 'suspend.do')}
          </ActionButton>
        </>
      )}
      <Button icon={Mail} onClick={() => router.push(`/messages?tab=waiting&${filter}`)}>
        {t('nav.messages')}
      </Button>
      <Button icon={List} onClick={() => router.push(`/instances?state=running&${filter}`)}>
        {t('nav.instances')}
      </Button>
      <DefinitionMenu view={view} onTtl={() => setOpened('ttl')} onDelete={() => setOpened('delete')} />
      {values.try === 'form' && view.deletedAt === null && (
        <TryStartForm definition={definition} onClose={() => set({ try: null })} />
      )}
      {opened === 'suspension' && <SuspendDefinitionDialog {...place} isSuspended={view.isSuspended} />}
      {opened === 'ttl' && <HistoryTtlDialog {...place} days={view.historyTtlDays} />}
      {opened === 'delete' && <DeleteDefinitionDialog {...place} />}
    </>
  );
}
