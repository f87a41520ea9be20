'use client';
import { ArrowUpRight, X } from 'lucide-react';
import Link from 'next/link';
import { versionName } from '@/components/data/definition-name';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useMay } from '@/components/data/person.tsx';
import { useList, useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { INSTANCE_LOOKS } from '@/components/instance/state-words.ts';
import { useLayers } from '@/components/instance/use-layers.ts';
import { waitsOf } from '@/components/instance/waits.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Facts, Note } from '@/components/ui/panel.tsx';
import { SidePane } from '@/components/ui/side-pane.tsx';
import { Pill, StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Age, Clock, useNow } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';

/** Variables that are shown at a glance. */
const MOST_VARIABLES = 8;

/** One instance of the list at a glance: where it stands, what it waits for and what went wrong. */
export function InstancePeek({ instanceKey, onClose }: { instanceKey: string; onClose: () => void }) {
  const found = useView('instance', { key: instanceKey });
  useShortcuts({ Escape: onClose });
  return (
    <SidePane label={t('peek.label')}>
      <div className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <Link className="link inline-flex items-center gap-1 text-12" href={`/instances/${instanceKey}`}>
          {t('peek.open')}
          <ArrowUpRight size={13} strokeWidth={1.75} aria-hidden />
        </Link>
        <span className="ml-auto">
          <IconButton icon={X} isSmall label={t('peek.close')} shortcut="Esc" onClick={onClose} />
        </span>
      </div>
      <ViewGate query={found}>{(instance) => <Glance instance={instance} />}</ViewGate>
    </SidePane>
  );
}

function Glance({ instance }: { instance: InstanceView }) {
  const look = INSTANCE_LOOKS[instance.state];
  const layers = useLayers(instance, { view: 'path', at: null, hasEnds: false });
  const jobs = useList('jobs', { instance: instance.key, limit: 100 });
  const incidents = useList('incidents', { instance: instance.key, state: 'open', limit: 3 });
  const elements = useModelElements(instance.definition.key);
  const now = useNow();
  const waiting = instance.endedAt === null ? instance.elements.filter((each) => each.active > 0) : [];
  return (
    <>
      <div className="px-4 pt-3 pb-2.5">
        <Pill kind={look.glyph}>{t(look.word)}</Pill>
        <h2 className="mt-2 text-16 font-semibold break-words tracking-[-0.012em]">
          {instance.businessKey ?? instance.key}
        </h2>
        <p className="break-words text-12 text-ink-2">{versionName(instance.definition)}</p>
      </div>
      <div className="h-[190px] flex-none border-y border-line">
        <Diagram definitionKey={instance.definition.key} {...layers} isPlain />
      </div>
      <div className="flex flex-col gap-4 p-4">
        {incidents.rows.map((incident) => (
          <Note key={incident.key} tone="bad">
            <StateGlyph kind="incident" size={15} />
            <div className="min-w-0">
              <b className="font-semibold text-incident-text">
                <ElementName definitionKey={instance.definition.key} elementId={incident.elementId} />
              </b>
              <p className="mono mt-0.5 line-clamp-4 break-words">{incident.message}</p>
            </div>
          </Note>
        ))}
        {waiting.length > 0 && (
          <div>
            <h3 className="mb-1 text-12 font-semibold">{t('details.waitingAt')}</h3>
            <ul>
              {waiting.map(({ elementId }) => (
                <li key={elementId} className="py-0.5">
                  <ElementName definitionKey={instance.definition.key} elementId={elementId} />{' '}
                  <span className="text-12 text-ink-2">
                    {waitsOf(instance, jobs.rows, elementId, now, elements).join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
        <Facts
          rows={[
            { label: t('column.started'), value: <Clock at={instance.startedAt} /> },
            ...(instance.changedAt === undefined || instance.changedAt === null
              ? []
              : [{ label: t('column.changed'), value: <Clock at={instance.changedAt} /> }]),
            ...(instance.endedAt === null
              ? []
              : [{ label: t('column.ended'), value: <Clock at={instance.endedAt} /> }]),
            { label: t('column.duration'), value: <Age at={instance.startedAt} until={instance.endedAt} /> },
            ...(instance.tenantId === null ? [] : [{ label: t('column.tenant'), value: instance.tenantId }]),
            { label: t('column.key'), value: <span className="mono">{instance.key}</span> },
          ]}
        />
        <GlanceVariables instanceKey={instance.key} />
      </div>
    </>
  );
}

/** The first variables of the instance itself; whoever may not see values is told so. */
function GlanceVariables({ instanceKey }: { instanceKey: string }) {
  const mayRead = useMay('variable.read');
  const variables = useView('instance-variables', { instance: instanceKey, scope: instanceKey }, { isOff: !mayRead });
  const rows = (variables.data?.rows ?? []).filter((row) => row.removedAt === null).slice(0, MOST_VARIABLES);
  if (mayRead && rows.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-12 font-semibold">{t('tab.variables')}</h3>
      {!mayRead && <p className="text-ink-3">{t('action.needs', { permission: 'variable.read' })}</p>}
      <Facts
        rows={rows.map((row) => ({
          label: row.name,
          value: <span className="mono line-clamp-2">{row.text ?? row.info?.filename ?? row.type}</span>,
        }))}
      />
    </div>
  );
}
