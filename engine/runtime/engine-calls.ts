import type { Rejection } from '../core/decision.ts';
import { reject } from '../core/reject.ts';
import type { Engine, Executed } from '../engine.ts';
import { auditedWrites } from './audited-writes.ts';
import { restartCommand } from './batches/restart-instance.ts';
import { changeLease } from './leases/change-lease.ts';
import { startByConditions } from './starts/conditional-starts.ts';
import type { EngineBase } from './engine-base.ts';
import type { EngineModels } from './engine-models.ts';
import type { EngineWork } from './engine-work.ts';
import { migrationPlans } from './models/migration-plans.ts';
import { scopeReads } from './scope-reads.ts';
import { requestBy } from './messages/sender-of.ts';
import { createTaskNotes } from './task-notes.ts';

const UNKNOWN = reject('notFound', 'there is no such thing');

type EngineCalls = Omit<Engine, 'batches' | 'historyCleanUp' | 'health' | 'stop' | 'warmUp'>;

/** What can be asked of an engine, each by the part that does it. */
export function engineCalls(base: EngineBase, work: EngineWork, models: EngineModels): EngineCalls {
  const { nodeId, pool, clock, keys, search, hub, definitions, forms, locator } = base;
  const { executor, desk, dueJobs, ends, taskTransitions, messages, messageBuffer, signals, earlyMessages } = work;
  const { deployments, removal, suspensions, treelessJobs, decisions } = models;
  return {
    nodeId,
    search,
    earlyMessages,
    notes: createTaskNotes({ pool, clock, keys }),
    ...auditedWrites({
      pool,
      clock,
      search,
      audited: (record) => {
        hub.audited(record);
      },
    }),
    ...scopeReads({ pool, clock, search, definitions, executor, locator }),
    ...migrationPlans(definitions),
    deploy: (request) => deployments.deploy(request),
    deleteDeployment: (key, deletion) => removal.deleteDeployment(key, deletion),
    deleteDefinition: (key, { audit }) => removal.deleteDefinitions([{ key, audit }]),
    deleteDefinitions: (deletions) => removal.deleteDefinitions(deletions),
    setDefinitionHistoryTtl: (key, days, options) => deployments.setHistoryTtl(key, days, options),
    async execute(command, executeOptions): Promise<Executed | Rejection> {
      if (command.type === 'startInstance')
        return executor.execute(
          command.instanceKey,
          command.cause === undefined ? { ...command, cause: requestBy(executeOptions?.audit) } : command,
          executeOptions,
        );
      const treeKey = await locator.treeOf(command);
      if (treeKey !== null) return executor.execute(treeKey, command, executeOptions);
      if ('jobKey' in command) return treelessJobs.execute(command, executeOptions ?? {});
      if (command.type === 'annotateIncident' || command.type === 'resolveIncident')
        return treelessJobs.executeAtIncident(command, executeOptions ?? {});
      return UNKNOWN;
    },
    async rehearse(command) {
      const treeKey = await locator.treeOf(command);
      return treeKey === null ? UNKNOWN : executor.rehearse(treeKey, command);
    },
    async restartInstance(request, instanceKey, { isRehearsal, audit }) {
      await keys.ensure();
      const command = await restartCommand(search, request, instanceKey, keys.next(), requestBy(audit));
      if ('kind' in command) return command;
      return isRehearsal
        ? executor.rehearse(command.instanceKey, command)
        : executor.execute(command.instanceKey, command, { audit });
    },
    newKey: () => keys.take(),
    now: () => clock.now(),
    setClock(at) {
      clock.pin(at);
      dueJobs.wake();
      desk.wake();
    },
    definition: (query) =>
      'key' in query ? definitions.load(query.key) : definitions.find({ ...query, tenantId: query.tenantId ?? null }),
    decisionDefinition: (query) => decisions.definition(query),
    form: (query) => forms.linked(query),
    evaluateDecision: (request) => decisions.evaluate(request),
    setDecisionHistoryTtl: (key, days, options) => decisions.setHistoryTtl(key, days, options),
    leaseJobs: (request) => desk.lease(request),
    changeSuspension: (change, { audit } = {}) => suspensions.changeDefinitions(change, audit),
    changeJobSources: (change, { audit } = {}) => suspensions.changeJobSources(change, audit),
    changeLease: (change, options) => changeLease(pool, desk, clock.now(), change, options?.audit),
    correlateMessage: (request, options) => messages.correlate(request, options),
    receiversOfMessage: (request) => messages.receiversOf(request),
    receiversOfPublication: (request) => messageBuffer.receiversOf(request),
    receiversOfSignal: (request) => signals.receiversOf(request),
    publishMessage: (request, options) => messageBuffer.publish(request, options?.audit),
    startByConditions: (request) => startByConditions({ pool, clock, keys, definitions, executor }, request),
    async broadcastSignal(request) {
      const key = await keys.take();
      return { key, failure: await signals.broadcast(request) };
    },
    awaitInstanceEnd: (instanceKey, timeoutMs) => ends.wait(instanceKey, timeoutMs),
    awaitTaskTransition: (taskKey, transitionKey, timeoutMs) => taskTransitions.wait(taskKey, transitionKey, timeoutMs),
    onChange: (listener) => hub.onChange(listener),
    announce: (kind, instanceKeys) => {
      hub.announce(kind, instanceKeys);
    },
  };
}
