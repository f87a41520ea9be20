import type { Definition, ElementInstanceRow, IncidentRow, InstanceRow, JobRow } from '@/engine/index.ts';
import { activityType } from './activity-type.ts';
import type { Call } from './call.ts';
import { activityIdOf, activityInstanceId, definitionId, MULTI_INSTANCE_SUFFIX } from './ids.ts';
import { ShownScopes } from './shown-scopes.ts';
import { readIncidents, type ShownIncident } from './incident-chain.ts';
import { isTokensOwn, type Stay, staysSince } from './incident-company.ts';
import { finishedRuns } from './parallel-runs.ts';
import { executionOfTransition, type LivingTokens, livingTokens } from './transition-execution.ts';

interface ActivityNode {
  readonly id: string;
  readonly parentActivityInstanceId: string | null;
  readonly activityId: string;
  readonly activityType: string;
  readonly processInstanceId: string;
  readonly processDefinitionId: string;
  readonly childActivityInstances: ActivityNode[];
  readonly childTransitionInstances: TransitionNode[];
  readonly executionIds: readonly string[];
  readonly activityName: string | null;
  readonly name: string | null;
  readonly incidentIds: string[];
  readonly incidents: { readonly id: string; readonly activityId: string }[];
}
interface TransitionNode {
  readonly id: string;
  readonly parentActivityInstanceId: string;
  readonly processInstanceId: string;
  readonly processDefinitionId: string;
  readonly activityId: string;
  readonly activityName: string | null;
  readonly activityType: string;
  readonly executionId: string;
  readonly incidentIds: readonly string[];
  readonly incidents: readonly { readonly id: string; readonly activityId: string }[];
  readonly targetActivityId: string;
}

/**
 * The tree of what is active in one instance. Tokens that wait in an asynchronous continuation are transition
 * instances: they are at an activity, but not in it.
 */
export async function activityTree(call: Call, instance: InstanceRow): Promise<ActivityNode> {
  const [definition, tokens, incidents, executions] = await Promise.all([
    call.engine.definition({ key: instance.definitionKey }),
    livingTokens(call.engine, instance),
    readIncidents(call.engine, [
      { field: 'treeKey', op: '=', value: instance.treeKey },
      { field: 'resolvedAt', op: 'isNull' },
    ]),
    call.engine.search.find('execution', { where: [{ field: 'instanceKey', op: '=', value: instance.key }] }),
  ]);
  const runs = await finishedRuns(call.engine, definition, tokens.elements, tokens.continuations);
  const own = incidents.filter((incident) => incident.row.instanceKey === instance.key);
  const stays = await staysSince(
    call.engine,
    instance,
    tokens,
    own.map(({ row }) => row),
  );
  const ofItsOwn = new Set(executions.map(({ key }) => key));
  return new TreeBuilder(instance, definition, own, stays, ofItsOwn).build(tokens, runs);
}

class TreeBuilder {
  readonly #instance: InstanceRow;
  readonly #definition: Definition | null;
  readonly #incidents: readonly ShownIncident[];
  readonly #stays: readonly Stay[];
  /** Element instances that have an execution; any other stands in that of its scope. */
  readonly #ofItsOwn: ReadonlySet<string>;

  constructor(
    instance: InstanceRow,
    definition: Definition | null,
    incidents: readonly ShownIncident[],
    stays: readonly Stay[],
    ofItsOwn: ReadonlySet<string>,
  ) {
    this.#stays = stays;
    this.#ofItsOwn = ofItsOwn;
    this.#instance = instance;
    this.#definition = definition;
    this.#incidents = incidents;
  }

  build(tokens: LivingTokens, finished: readonly ElementInstanceRow[]): ActivityNode {
    const { elements } = tokens;
    const root = this.#root();
    const nodes = new Map<string, ActivityNode>([[this.#instance.key, root]]);
    const scopes = new ShownScopes(elements, this.#definition);
    const shown = elements.filter((element) => scopes.isShown(element));
    for (const element of shown) {
      const scope = scopes.around(element);
      nodes.set(element.key, this.#node(element, scope === undefined ? this.#instance.key : activityInstanceId(scope)));
    }
    // Completed scopes that are undone have earlier keys than what is around them, so all nodes are there before they
    // are hung together.
    for (const element of shown) {
      const node = nodes.get(element.key);
      if (node)
        (nodes.get(scopes.around(element)?.key ?? this.#instance.key) ?? root).childActivityInstances.push(node);
    }
    for (const job of tokens.continuations) {
      const parent = nodes.get(job.scopeKey ?? this.#instance.key) ?? root;
      parent.childTransitionInstances.push(this.#transition(job, parent.id, tokens));
      const ofScope = this.#incidentsWhere(
        (incident) => incident.jobKey === job.key && !isTokensOwn(incident, job, this.#stays),
      );
      parent.incidentIds.push(...ofScope.incidentIds);
      parent.incidents.push(...ofScope.incidents);
    }
    for (const run of finished) {
      const parent = nodes.get(run.scopeKey) ?? root;
      parent.childTransitionInstances.push(this.#finished(run, parent.id));
    }
    return root;
  }

  #root(): ActivityNode {
    const id = definitionId(this.#instance);
    return {
      id: this.#instance.key,
      parentActivityInstanceId: null,
      activityId: id,
      activityType: 'processDefinition',
      ...this.#common(),
      childActivityInstances: [],
      childTransitionInstances: [],
      executionIds: [this.#instance.key],
      activityName: this.#instance.definitionName,
      name: this.#instance.definitionName,
      incidentIds: [],
      incidents: [],
    };
  }

  #node(element: ElementInstanceRow, parentActivityInstanceId: string): ActivityNode {
    const model = this.#definition?.graph.elements.get(element.elementId);
    const name = element.kind === 'multiInstanceBody' ? null : (model?.name ?? null);
    return {
      id: activityInstanceId(element),
      parentActivityInstanceId,
      activityId: activityIdOf(element),
      activityType: activityType(element.kind, model),
      ...this.#common(),
      childActivityInstances: [],
      childTransitionInstances: [],
      executionIds: [this.#ofItsOwn.has(element.key) ? element.key : element.scopeKey],
      activityName: name,
      name,
      ...this.#incidentsWhere((incident) => incident.elementInstanceKey === element.key),
    };
  }

  #transition(job: JobRow, parentActivityInstanceId: string, tokens: LivingTokens): TransitionNode {
    const execution = executionOfTransition(job, tokens, this.#definition);
    const model = this.#definition?.graph.elements.get(job.elementId);
    const isAroundBody =
      model !== undefined &&
      'multiInstance' in model &&
      model.multiInstance !== undefined &&
      (job.position === 'before' || job.position === 'after');
    const activityId = isAroundBody ? job.elementId + MULTI_INSTANCE_SUFFIX : job.elementId;
    return {
      id: execution,
      parentActivityInstanceId,
      ...this.#common(),
      activityId,
      activityName: model?.name ?? null,
      activityType: activityType(isAroundBody ? 'multiInstanceBody' : 'job', model),
      executionId: execution,
      ...this.#incidentsWhere((incident) => incident.jobKey === job.key && isTokensOwn(incident, job, this.#stays)),
      targetActivityId: activityId,
    };
  }

  #finished({ key, elementId }: ElementInstanceRow, parentActivityInstanceId: string): TransitionNode {
    const model = this.#definition?.graph.elements.get(elementId);
    return {
      id: key,
      parentActivityInstanceId,
      ...this.#common(),
      activityId: elementId,
      activityName: model?.name ?? null,
      activityType: activityType('job', model),
      executionId: key,
      incidentIds: [],
      incidents: [],
      targetActivityId: elementId,
    };
  }

  #common() {
    return { processInstanceId: this.#instance.key, processDefinitionId: definitionId(this.#instance) };
  }

  #incidentsWhere(isHere: (incident: IncidentRow) => boolean) {
    const here = this.#incidents.filter(({ row }) => isHere(row));
    return {
      incidentIds: here.map(({ id }) => id),
      incidents: here.map(({ id, row }) => ({ id, activityId: row.elementId })),
    };
  }
}
