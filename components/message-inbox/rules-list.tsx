'use client';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { MessageRuleDialog } from '@/components/actions/early-message-dialogs.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { MessageRulesView } from '@/lib/console/views/message-view.ts';

type Rule = MessageRulesView['rules'][number];

/** What is done with early messages by name, and what came too fast to be kept. */
export function RulesList() {
  const rules = useView('message-rules', {});
  const [changing, setChanging] = useState<Rule | null>(null);
  return (
    <ViewGate query={rules}>
      {(view) =>
        view.rules.length === 0 ? (
          <EmptyState title={t('messages.rulesNone')} />
        ) : (
          <div className="min-h-0 flex-1 overflow-auto">
            <SimpleTable<Rule>
              label={t('messages.rules')}
              rows={view.rules}
              rowKey={(row) => row.name}
              columns={[
                { id: 'name', head: t('column.message'), cell: (row) => <span className="mono">{row.name}</span> },
                { id: 'rule', head: t('messages.rule'), cell: (row) => t(`early.rule.${row.rule}`) },
                {
                  id: 'waiting',
                  head: t('messages.waitingNow'),
                  width: '110px',
                  isRight: true,
                  cell: (row) => formatCount(row.waiting),
                },
                {
                  id: 'notKept',
                  head: t('messages.notKept'),
                  width: '120px',
                  isRight: true,
                  cell: (row) => formatCount(row.notKept),
                },
                { id: 'by', head: t('messages.setBy'), width: '18%', cell: (row) => row.setBy ?? '–' },
                {
                  id: 'at',
                  head: t('column.at'),
                  width: '90px',
                  isRight: true,
                  cell: (row) => (row.setAt === null ? '–' : <Clock at={row.setAt} />),
                },
                {
                  id: 'do',
                  head: t('column.actions'),
                  width: '76px',
                  isRight: true,
                  cell: (row) => (
                    <ActionIconButton
                      operation="message.rule"
                      icon={SlidersHorizontal}
                      label={t('early.ruleTitle', { name: row.name })}
                      onClick={() => setChanging(row)}
                    />
                  ),
                },
              ]}
            />
            {changing !== null && (
              <MessageRuleDialog name={changing.name} rule={changing.rule} onClose={() => setChanging(null)} />
            )}
          </div>
        )
      }
    </ViewGate>
  );
}
