import type { Key } from '../../core/state.ts';
import type { DecisionRow, RequirementsRow } from '../../engine.ts';
import type { DecisionGraph } from '../../graph/decision.ts';
import type { Queryable } from '../../store/connection.ts';
import * as store from '../../store/decisions.ts';
import type { StoredDeployment } from '../../store/definitions.ts';
import { lockNameOf } from '../../store/deployment-locks.ts';

export interface DeployedDecisions {
  readonly decisions: readonly (DecisionRow & { readonly isNew: boolean })[];
  readonly requirements: readonly (RequirementsRow & { readonly isNew: boolean })[];
}

/** A file of a deployment as far as its decisions go. */
export interface DecisionResource {
  readonly key: Key;
  readonly name: string;
  readonly checksum: string;
  readonly decisions: DecisionGraph | null;
}

/** Names for the lock under which versions are counted. */
export function decisionLocks(resources: readonly DecisionResource[]): string[] {
  return resources.flatMap(({ decisions }) =>
    decisions
      ? [lockNameOf.requirements(decisions.requirementsId), ...[...decisions.decisions.keys()].map(lockNameOf.decision)]
      : [],
  );
}

/** Whether the newest versions come from this very file. */
export async function areDecisionsUnchanged(
  connection: Queryable,
  resource: DecisionResource,
  tenantId: string | null,
): Promise<boolean> {
  return (await unchanged(connection, resource, tenantId)).length === (resource.decisions?.decisions.size ?? 0);
}

async function unchanged(
  connection: Queryable,
  { name, checksum, decisions }: DecisionResource,
  tenantId: string | null,
): Promise<readonly store.StoredDecision[]> {
  const ids = [...(decisions?.decisions.keys() ?? [])];
  const latest = ids.length === 0 ? new Map<string, never>() : await store.latestDecisions(connection, ids, tenantId);
  return ids
    .flatMap((id) => latest.get(id) ?? [])
    .filter((stored) => stored.checksum === checksum && stored.resource_name === name);
}

/** Writes the decisions of one file; `reuses`: the newest versions come from it already (Camunda 8). */
export async function writeDecisions(
  connection: Queryable,
  deployment: StoredDeployment,
  resource: DecisionResource,
  newKey: () => Key,
  reuses: boolean,
): Promise<DeployedDecisions> {
  const graph = resource.decisions;
  if (!graph || graph.decisions.size === 0) return { decisions: [], requirements: [] };
  const tenantId = deployment.tenant_id;
  if (reuses) return reused(connection, await unchanged(connection, resource, tenantId));
  const common = {
    deploymentKey: deployment.key,
    resourceKey: resource.key,
    namespace: graph.namespace,
    dialect: graph.semantics.dialect,
    tenantId,
    deployedAt: deployment.deployed_at,
  };
  // Camunda 7 speaks of requirements only where a file holds several decisions.
  const hasRequirements = graph.semantics.dialect === 'camunda8' || graph.decisions.size > 1;
  const requirements = hasRequirements
    ? await writeRequirements(connection, graph, { ...common, key: newKey() }, resource)
    : null;
  const decisions: (DecisionRow & { isNew: boolean })[] = [];
  for (const model of graph.decisions.values()) {
    const row = {
      ...common,
      key: newKey(),
      requirementsKey: requirements?.key ?? null,
      decisionId: model.id,
      name: model.name,
      versionTag: model.versionTag ?? null,
      historyTtlDays: model.historyTimeToLiveDays ?? null,
    };
    const version = await store.insertDecision(connection, row);
    decisions.push({
      ...row,
      version,
      resourceName: resource.name,
      requirementsId: requirements?.requirementsId ?? null,
      requirementsVersion: requirements?.version ?? null,
      isNew: true,
    });
  }
  return { decisions, requirements: requirements ? [requirements] : [] };
}

async function writeRequirements(
  connection: Queryable,
  graph: DecisionGraph,
  common: Omit<store.NewRequirements, 'requirementsId' | 'name'>,
  resource: DecisionResource,
): Promise<RequirementsRow & { isNew: boolean }> {
  const row = { ...common, requirementsId: graph.requirementsId, name: graph.name };
  const version = await store.insertRequirements(connection, row);
  return { ...row, version, resourceName: resource.name, isNew: true };
}

async function reused(connection: Queryable, same: readonly store.StoredDecision[]): Promise<DeployedDecisions> {
  const requirements: (RequirementsRow & { isNew: boolean })[] = [];
  for (const key of new Set(same.flatMap(({ requirements_key: own }) => own ?? []))) {
    const stored = await store.requirementsByKey(connection, key);
    if (stored) requirements.push({ ...requirementsRowOf(stored), isNew: false });
  }
  const versions = new Map(requirements.map(({ key, version }) => [key, version]));
  return {
    decisions: same.map((stored) => ({
      ...decisionRowOf(stored),
      requirementsVersion: versions.get(stored.requirements_key ?? '') ?? null,
      isNew: false,
    })),
    requirements,
  };
}

/** What a former deployment made. */
export async function decisionsOfFormer(connection: Queryable, deploymentKey: Key): Promise<DeployedDecisions> {
  const requirements = (await store.requirementsOfDeployment(connection, deploymentKey)).map((stored) => ({
    ...requirementsRowOf(stored),
    isNew: false,
  }));
  const versions = new Map(requirements.map(({ key, version }) => [key, version]));
  const decisions = (await store.decisionsOfDeployment(connection, deploymentKey)).map((stored) => ({
    ...decisionRowOf(stored),
    requirementsVersion: versions.get(stored.requirements_key ?? '') ?? null,
    isNew: false,
  }));
  return { decisions, requirements };
}

export async function removeDecisionsOfDeployment(
  connection: Queryable,
  deploymentKey: Key,
  withHistory: boolean,
): Promise<boolean> {
  const decisions = await store.decisionsOfDeployment(connection, deploymentKey);
  const requirements = await store.requirementsOfDeployment(connection, deploymentKey);
  await store.removeDecisions(connection, decisions, requirements, withHistory);
  return decisions.length + requirements.length > 0;
}

/** Requirements with their decisions, which are not removed one by one. false: there are none with this key. */
export async function removeRequirements(connection: Queryable, key: Key): Promise<boolean> {
  const requirements = await store.requirementsByKey(connection, key);
  if (!requirements) return false;
  const decisions = (await store.decisionsOfResource(connection, requirements.resource_key)).filter(
    ({ requirements_key: own }) => own === key,
  );
  await store.removeDecisions(connection, decisions, [requirements], false);
  return true;
}

function decisionRowOf(d: store.StoredDecision): Omit<DecisionRow, 'requirementsVersion'> {
  return {
    key: d.key,
    decisionId: d.decision_id,
    version: d.version,
    name: d.name,
    namespace: d.namespace,
    versionTag: d.version_tag,
    resourceName: d.resource_name,
    deploymentKey: d.deployment_key,
    tenantId: d.tenant_id,
    requirementsKey: d.requirements_key,
    requirementsId: d.requirements_id,
    historyTtlDays: d.history_ttl_days,
  };
}

function requirementsRowOf(q: store.StoredRequirements): RequirementsRow {
  return {
    key: q.key,
    requirementsId: q.requirements_id,
    version: q.version,
    name: q.name,
    namespace: q.namespace,
    resourceName: q.resource_name,
    deploymentKey: q.deployment_key,
    tenantId: q.tenant_id,
  };
}
