import { createHash } from 'node:crypto';
import type { Definition, Rejection } from '../../core/decision.ts';
import { reject } from '../../core/reject.ts';
import type { Instant, Key } from '../../core/state.ts';
import type {
  DefinitionRow,
  DeploymentProblem,
  DeploymentRefusal,
  DeploymentRequest,
  DeploymentResult,
} from '../../engine.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import { appendAuditEntries, appendDone } from '../../store/audit-entries.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import { inTransaction, type Pool, type Queryable } from '../../store/connection.ts';
import * as store from '../../store/definitions.ts';
import { lockNameOf, lockNames } from '../../store/deployment-locks.ts';
import type { Clock } from '../clock.ts';
import {
  areDecisionsUnchanged,
  decisionLocks,
  type DecisionResource,
  decisionsOfFormer,
  type DeployedDecisions,
  writeDecisions,
} from './deploy-decisions.ts';
import {
  type DeployedForm,
  formLocks,
  type FormResource,
  formsOfFormer,
  isFormUnchanged,
  writeForm,
} from './deploy-forms.ts';
import type { DelegateRegistry } from './delegate-registry.ts';
import { duplicateIds } from './duplicate-ids.ts';
import type { EngineLog } from '../engine-options.ts';
import type { KeySource } from '../commits/key-source.ts';
import { startArming } from '../starts/start-arming.ts';
import { messageTaken, startMessageLocks } from './start-messages.ts';
import { startProblems } from './start-problems.ts';
import type { ModelParser } from './model-parser.ts';
import { unknownDelegates } from './unknown-delegates.ts';
import { unavailableConnectors } from './unavailable-connectors.ts';

export interface DeploymentsParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly parser: ModelParser;
  readonly delegates: DelegateRegistry;
  readonly log: EngineLog;
  /** Without one, models with mail tasks are refused. */
  readonly hasMailServer: boolean;
  /** In the deployment's own transaction: definitions are suspended, and activated by jobs when their time has come. */
  restUntil(connection: Queryable, definitionKeys: readonly Key[], at: Instant): Promise<void>;
  /** After the commit: definitions were made, with their graphs, or went (no keys: any of them). */
  changed(definitionKeys: readonly Key[], made: readonly Definition[]): void;
}

interface Resource extends DecisionResource, FormResource {
  readonly content: Uint8Array;
  readonly graphs: readonly ProcessGraph[];
}

/** Takes files in, all or nothing, and away again. */
export class Deployments {
  private readonly parts: DeploymentsParts;

  constructor(parts: DeploymentsParts) {
    this.parts = parts;
  }

  async deploy(request: DeploymentRequest): Promise<DeploymentResult | DeploymentRefusal> {
    const { pool, keys } = this.parts;
    const filling = keys.ensure();
    if (filling) await filling;
    const problems: DeploymentProblem[] = [];
    const resources: Resource[] = [];
    for (const { name, content } of request.resources) {
      const parsed = await this.parts.parser.parse(name, content, request.dialect);
      problems.push(
        ...parsed.problems,
        ...startProblems(name, parsed.graphs, this.parts.clock.now()),
        ...unavailableConnectors(name, parsed.graphs, this.parts.hasMailServer),
        ...parsed.graphs.flatMap((graph) => unknownDelegates(name, graph, this.parts.delegates)),
      );
      resources.push({
        key: keys.next(),
        name,
        content,
        checksum: createHash('sha256').update(content).digest('hex'),
        graphs: parsed.graphs,
        decisions: parsed.decisions ?? null,
        form: parsed.form ?? null,
      });
    }
    problems.push(...duplicateIds(resources));
    if (problems.some(({ severity }) => severity === 'error')) return { kind: 'refused', problems };
    const result = await inTransaction(pool, (connection) =>
      this.write(connection, request, resources, problems),
    ).catch(refusedWhileWritten);
    if (result.kind === 'refused') return result;
    for (const { resource, message, line, elementId } of result.warnings)
      this.parts.log('warn', 'a model was deployed with a warning', { resource, warning: message, line, elementId });
    this.parts.changed(
      result.definitions.map(({ key }) => key),
      definitionsOf(result, resources),
    );
    return result;
  }

  private async write(
    connection: Queryable,
    request: DeploymentRequest,
    resources: readonly Resource[],
    warnings: readonly DeploymentProblem[],
  ): Promise<DeploymentResult> {
    const processIds = resources.flatMap(({ graphs }) => graphs.map(({ processId }) => processId));
    const startMessages = resources.flatMap(({ graphs }) =>
      graphs.flatMap((graph) => startMessageLocks(graph, this.parts.clock.now())),
    );
    await lockNames(connection, [
      ...processIds.map(lockNameOf.process),
      ...startMessages,
      ...decisionLocks(resources),
      ...formLocks(resources),
      `deployment ${request.name ?? ''}`,
    ]);
    const former =
      request.duplicates === 'reuseDeployment' || request.duplicates === 'deployChanged'
        ? await store.latestDeployment(connection, request.name, request.tenantId)
        : null;
    const formerSums = former
      ? await store.latestChecksums(
          connection,
          request,
          resources.map(({ name }) => name),
        )
      : new Map<string, string>();
    const isSame = (resource: Resource) => formerSums.get(resource.name) === resource.checksum;
    if (former && resources.every(isSame)) return this.reused(connection, former);
    const fresh =
      request.duplicates === 'deployChanged' ? resources.filter((resource) => !isSame(resource)) : resources;
    const deployment: store.StoredDeployment = {
      key: this.parts.keys.next(),
      name: request.name,
      source: request.source,
      tenant_id: request.tenantId,
      deployed_at: this.parts.clock.now(),
    };
    await store.insertDeployment(connection, deployment, fresh);
    const latest =
      request.duplicates === 'reuseDefinitions'
        ? await store.latestWithChecksum(connection, processIds, request.tenantId)
        : null;
    const reuses = latest !== null && (await areUnchanged(connection, resources, latest, request.tenantId));
    const definitions: (DefinitionRow & { isNew: boolean })[] = [];
    const decided: DeployedDecisions[] = [];
    const forms: DeployedForm[] = [];
    const newKey = () => this.parts.keys.next();
    for (const resource of fresh) {
      decided.push(await writeDecisions(connection, deployment, resource, newKey, reuses));
      forms.push(
        ...(await writeForm(connection, deployment, resource, {
          newKey,
          reuses,
          dialect: request.dialect ?? 'camunda7',
        })),
      );
      for (const graph of resource.graphs) {
        const same = reuses ? latest.get(graph.processId) : undefined;
        if (same) {
          definitions.push({ ...rowOf(same), isNew: false });
          continue;
        }
        definitions.push({ ...(await this.writeDefinition(connection, deployment, resource, graph)), isNew: true });
      }
    }
    const activateAt = request.activateAt ?? deployment.deployed_at;
    const rests = activateAt > deployment.deployed_at;
    if (rests)
      await this.parts.restUntil(
        connection,
        definitions.filter(({ isNew }) => isNew).map(({ key }) => key),
        activateAt,
      );
    if (request.audit)
      await appendAuditEntries(connection, [
        {
          record: { ...withWarnings(request.audit, warnings), targetKind: 'deployment', targetKey: deployment.key },
          at: this.parts.clock.now(),
          outcome: 'done',
          outcomeText: null,
        },
      ]);
    return resultOf(
      deployment,
      rests ? definitions.map((row) => (row.isNew ? { ...row, isSuspended: true } : row)) : definitions,
      {
        decisions: decided.flatMap(({ decisions }) => decisions),
        requirements: decided.flatMap(({ requirements }) => requirements),
        forms,
      },
      { isNew: true, warnings },
    );
  }

  private async reused(connection: Queryable, former: store.StoredDeployment): Promise<DeploymentResult> {
    const definitions = await store.definitionsOfDeployment(connection, former.key);
    return resultOf(
      former,
      definitions.map((definition) => ({ ...rowOf(definition), isNew: false })),
      { ...(await decisionsOfFormer(connection, former.key)), forms: await formsOfFormer(connection, former.key) },
      { isNew: false, warnings: [] },
    );
  }

  private async writeDefinition(
    connection: Queryable,
    deployment: store.StoredDeployment,
    resource: Resource,
    graph: ProcessGraph,
  ): Promise<DefinitionRow> {
    const key = this.parts.keys.next();
    const version = await store.nextVersion(
      connection,
      graph.processId,
      deployment.tenant_id,
      graph.semantics.versionNumbers,
    );
    const definition: store.NewDefinition = {
      key,
      deploymentKey: deployment.key,
      resourceKey: resource.key,
      processId: graph.processId,
      version,
      name: graph.name ?? null,
      versionTag: graph.versionTag ?? null,
      dialect: graph.semantics.dialect,
      tenantId: deployment.tenant_id,
      isStartableInTasklist: graph.isStartableInTasklist,
      historyTtlDays: graph.historyTimeToLiveDays ?? null,
      deployedAt: deployment.deployed_at,
      category: graph.targetNamespace ?? null,
      starterUsers: graph.candidateStarterUsers,
      starterGroups: graph.candidateStarterGroups,
    };
    await this.refuseTakenMessages(connection, deployment, resource, graph);
    await store.insertDefinition(connection, definition);
    await store.armStarts(
      connection,
      startArming(this.parts.keys, key, deployment.tenant_id, graph, deployment.deployed_at),
    );
    return { ...definition, resourceName: resource.name, isSuspended: false };
  }

  private async refuseTakenMessages(
    connection: Queryable,
    { tenant_id: tenantId, deployed_at: at }: store.StoredDeployment,
    { name: resource }: Resource,
    graph: ProcessGraph,
  ): Promise<void> {
    const message = await messageTaken(connection, { graph, resourceName: resource, tenantId }, at);
    if (message === null) return;
    throw new RefusedWhileWritten({
      resource,
      message,
      line: null,
      column: null,
      elementId: graph.processId,
      severity: 'error',
      kind: 'start',
    });
  }

  async setHistoryTtl(
    key: Key,
    days: number | null,
    { audit }: { audit?: AuditRecord },
  ): Promise<{ kind: 'done' } | Rejection> {
    const isFound = await inTransaction(this.parts.pool, async (connection) => {
      const found = await store.setHistoryTtl(connection, key, days);
      if (found) await appendDone(connection, audit, this.parts.clock.now());
      return found;
    });
    if (isFound) this.parts.changed([key], []);
    return isFound ? { kind: 'done' } : reject('notFound', `there is no definition ${key}`, { key });
  }
}

/** Of a model's warnings, those that its audit entry names. */
const MAX_AUDITED_WARNINGS = 20;

function withWarnings(audit: AuditRecord, warnings: readonly DeploymentProblem[]): AuditRecord {
  if (warnings.length === 0) return audit;
  const told = warnings.slice(0, MAX_AUDITED_WARNINGS).map(({ resource, message }) => `${resource}: ${message}`);
  return { ...audit, after: { ...(typeof audit.after === 'object' && audit.after), warnings: told } };
}

/** What is only found while a deployment is written: nothing of it stays. */
class RefusedWhileWritten extends Error {
  readonly problem: DeploymentProblem;
  constructor(problem: DeploymentProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function refusedWhileWritten(error: unknown): DeploymentRefusal {
  if (error instanceof RefusedWhileWritten) return { kind: 'refused', problems: [error.problem] };
  throw error;
}

/** Whether all that these files hold is what the newest versions hold: the same files, by name and content. */
async function areUnchanged(
  connection: Queryable,
  resources: readonly Resource[],
  latest: ReadonlyMap<string, store.StoredDefinition & { readonly checksum: string }>,
  tenantId: string | null,
): Promise<boolean> {
  for (const resource of resources) {
    const isSame = resource.graphs.every(
      ({ processId }) =>
        latest.get(processId)?.checksum === resource.checksum && latest.get(processId)?.resource_name === resource.name,
    );
    if (
      !isSame ||
      !(await areDecisionsUnchanged(connection, resource, tenantId)) ||
      !(await isFormUnchanged(connection, resource, tenantId))
    )
      return false;
  }
  return true;
}

/** New definitions as the core sees them. */
function definitionsOf(
  { key: deploymentKey, tenantId, definitions }: DeploymentResult,
  resources: readonly Resource[],
): Definition[] {
  return definitions
    .filter(({ isNew }) => isNew)
    .flatMap(({ key, version, processId, isSuspended, resourceName }) => {
      const graph = resources
        .find(({ name }) => name === resourceName)
        ?.graphs.find((candidate) => candidate.processId === processId);
      return graph ? [{ key, version, deploymentKey, tenantId, isSuspended, jobSettings: new Map(), graph }] : [];
    });
}

function resultOf(
  d: store.StoredDeployment,
  definitions: DeploymentResult['definitions'],
  decided: DeployedDecisions & { readonly forms: readonly DeployedForm[] },
  { isNew, warnings }: Pick<DeploymentResult, 'isNew' | 'warnings'>,
): DeploymentResult {
  return {
    kind: 'deployed',
    key: d.key,
    name: d.name,
    source: d.source,
    tenantId: d.tenant_id,
    deployedAt: d.deployed_at,
    isNew,
    definitions,
    ...decided,
    warnings,
  };
}

function rowOf(d: store.StoredDefinition): DefinitionRow {
  return {
    key: d.key,
    processId: d.process_id,
    version: d.version,
    name: d.name,
    versionTag: d.version_tag,
    resourceName: d.resource_name,
    deploymentKey: d.deployment_key,
    tenantId: d.tenant_id,
    isSuspended: d.is_suspended,
    historyTtlDays: d.history_ttl_days,
    isStartableInTasklist: d.is_startable_in_tasklist,
  };
}
