'use client';
import { AlarmClock, Check, Tag as TicketIcon, Undo2, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useMay, usePerson } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/field.tsx';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import { COMMENT_FIELD } from './group-comments.tsx';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';

const HOUR_MS = 3_600_000;
export const SNOOZES = [
  { label: 'triage.snooze1h', ms: HOUR_MS },
  { label: 'triage.snooze4h', ms: 4 * HOUR_MS },
  { label: 'triage.snooze1d', ms: 24 * HOUR_MS },
  { label: 'triage.snooze7d', ms: 168 * HOUR_MS },
] as const;

/**
 * What a person does with a group of failures before it is mended: see it, own it, let it rest, name its ticket. All of
 * it can be taken back.
 */
export function TriageActions({ group }: { group: IncidentGroup }) {
  const { run, isRunning } = useRunOperation();
  const [isNaming, setNaming] = useState(false);
  const { triage, newestIncidentKey: incidentKey } = group;
  const isSeen = triage.acknowledgedBy !== null;
  const isSnoozed = triage.state === 'snoozed';
  const snooze = (ms: number | null) =>
    void run('incident.snooze', {
      parameters: { incidentKey, until: ms === null ? null : new Date(Date.now() + ms).toISOString() },
      expectedState: {
        snoozedUntil: triage.snoozedUntil === null ? null : new Date(triage.snoozedUntil).toISOString(),
      },
    });
  const acknowledge = () =>
    void run('incident.acknowledge', {
      parameters: { incidentKey, isAcknowledged: !isSeen },
      expectedState: { acknowledgedBy: triage.acknowledgedBy },
    });
  const mayTriage = useBlockedBecause('incident.acknowledge') === null;
  useShortcuts({
    a: () => {
      if (mayTriage) acknowledge();
    },
    s: () => {
      if (mayTriage) snooze(isSnoozed ? null : HOUR_MS);
    },
    c: focusComment,
  });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-1.5">
        <ActionButton
          operation="incident.acknowledge"
          isSmall
          icon={isSeen ? Undo2 : Check}
          isBusy={isRunning}
          onClick={acknowledge}
        >
          {t(isSeen ? 'triage.unacknowledge' : 'triage.acknowledge')}
        </ActionButton>
        <OwnerMenu
          label={triage.owner?.name ?? t('triage.assign')}
          canClear={triage.owner !== null}
          onAssign={(owner) =>
            void run('incident.assign', {
              parameters: { incidentKey, owner },
              expectedState: { owner: triage.owner?.username ?? null },
            })
          }
        />
        {isSnoozed ? (
          <ActionButton
            operation="incident.snooze"
            isSmall
            icon={AlarmClock}
            isBusy={isRunning}
            onClick={() => snooze(null)}
          >
            {t('triage.wake')}
          </ActionButton>
        ) : (
          <BlockableMenu operation="incident.snooze" icon={AlarmClock} label={t('triage.snooze')}>
            {SNOOZES.map(({ label, ms }) => (
              <MenuItem key={label} onSelect={() => snooze(ms)}>
                {t(label)}
              </MenuItem>
            ))}
          </BlockableMenu>
        )}
        <ActionButton operation="incident.link-ticket" isSmall icon={TicketIcon} onClick={() => setNaming(true)}>
          {triage.ticket ?? t('triage.ticket')}
        </ActionButton>
      </div>
      {isNaming && (
        <TicketForm
          start={triage.ticket ?? ''}
          onClose={() => setNaming(false)}
          onSave={async (ticket) => {
            if (
              await run('incident.link-ticket', {
                parameters: { incidentKey, ticket },
                expectedState: { ticket: triage.ticket },
              })
            )
              setNaming(false);
          }}
        />
      )}
    </div>
  );
}

/** The field that stands below, in the same pane. */
function focusComment(): void {
  document.getElementById(COMMENT_FIELD)?.querySelector('textarea')?.focus();
}

/** A menu whose button says which permission is missing. */
export function BlockableMenu({
  operation,
  icon,
  label,
  children,
}: {
  operation: 'incident.assign' | 'incident.snooze';
  icon: typeof AlarmClock;
  label: string;
  children: ReactNode;
}) {
  const blocked = useBlockedBecause(operation);
  const button = (
    <Button isSmall icon={icon} data-operation={operation} blockedBecause={blocked}>
      {label}
    </Button>
  );
  return blocked === null ? <Menu trigger={button}>{children}</Menu> : button;
}

/** Who takes care of it; `label`: the owner's name, or what to do. */
export function OwnerMenu({
  label,
  canClear,
  onAssign,
}: {
  label: string;
  canClear: boolean;
  onAssign: (owner: string | null) => void;
}) {
  const person = usePerson();
  const people = useView('people', {}, { isOff: !useMay('incident.triage') });
  const others = (people.data?.people ?? []).filter((each) => each.username !== person.username);
  return (
    <BlockableMenu operation="incident.assign" icon={UserRoundPlus} label={label}>
      <MenuItem onSelect={() => onAssign(person.username)}>{t('triage.me', { name: person.name })}</MenuItem>
      {canClear && <MenuItem onSelect={() => onAssign(null)}>{t('triage.nobody')}</MenuItem>}
      {others.length > 0 && <MenuLine />}
      {others.map((each) => (
        <MenuItem key={each.username} onSelect={() => onAssign(each.username)}>
          {each.name}
        </MenuItem>
      ))}
    </BlockableMenu>
  );
}

function TicketForm({
  start,
  onSave,
  onClose,
}: {
  start: string;
  onSave: (ticket: string | null) => Promise<void>;
  onClose: () => void;
}) {
  const [text, setText] = useState(start);
  return (
    <form
      className="flex items-end gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(text.trim() === '' ? null : text.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div className="flex-1">
        <TextField
          label={t('reason.ticket')}
          value={text}
          autoComplete="off"
          className="mono"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit">{t('triage.save')}</Button>
    </form>
  );
}
