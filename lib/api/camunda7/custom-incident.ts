import type { IncidentRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { elementAt } from './execution-element.ts';
import { isKey } from './ids.ts';
import { accepted } from './rejections.ts';
import { badUserRequest, invalidRequest, type RestError } from './rest-error.ts';

/** Incidents that end with what they stand for, not by hand. */
const OF_JOBS: ReadonlySet<string> = new Set(['failedJob', 'failedExternalTask']);

/** Incidents that clients report and resolve, and notes at any incident. `show` is the list's. */
export function addCustomIncidents(routes: RouteTable, show: (call: Call, key: string) => Promise<unknown>): void {
  routes.add('POST', '/execution/:id/create-incident', (call) => create(call, show));
  routes.add('DELETE', '/incident/:id', resolve);
  routes.add('PUT', '/incident/:id/annotation', (call) => annotate(call, call.body().text('annotation')));
  routes.add('DELETE', '/incident/:id/annotation', (call) => annotate(call, null));
}

async function create(call: Call, show: (call: Call, key: string) => Promise<unknown>): Promise<unknown> {
  const body = call.body();
  const id = call.param('id');
  const incidentType = body.name('incidentType');
  if (incidentType === null) throw invalidRequest('incidentType is null');
  const execution = isKey(id) ? await call.engine.search.get('execution', id) : null;
  if (execution !== null && execution.key === execution.instanceKey && execution.elementId === null)
    throw invalidRequest('Execution must be related to an activity: activity is null');
  const element = await elementAt(call, id);
  if (element === null) {
    const instance = isKey(id) ? await call.engine.search.get('instance', id) : null;
    if (instance !== null && instance.endedAt === null)
      throw invalidRequest('Execution must be related to an activity: activity is null');
    throw noExecution(id);
  }
  const incidentKey = await call.engine.newKey();
  const audit = call.audit('incident.create', 'low', {
    targetKind: 'incident',
    targetKey: incidentKey,
    instanceKey: element.instanceKey,
    definitionKey: element.definitionKey,
    elementId: element.elementId,
    after: { incidentType, configuration: body.text('configuration') },
  });
  accepted(
    await call.engine.execute(
      {
        type: 'createIncident',
        incidentKey,
        elementInstanceKey: element.key,
        incidentType,
        configuration: body.text('configuration'),
        message: body.text('message'),
      },
      { audit },
    ),
    { notFound: () => noExecution(id) },
  );
  return show(call, incidentKey);
}

const noExecution = (id: string): RestError =>
  invalidRequest(`Cannot find an execution with executionId '${id}': execution is null`);

async function open(call: Call): Promise<IncidentRow | null> {
  const [id = ''] = call.param('id').split('-', 1);
  const incident = isKey(id) ? await call.engine.search.get('incident', id) : null;
  return incident === null || incident.resolvedAt !== null ? null : incident;
}

const targetOf = (incident: IncidentRow) => ({
  targetKind: 'incident',
  targetKey: incident.key,
  instanceKey: incident.instanceKey,
  definitionKey: incident.definitionKey,
  elementId: incident.elementId,
});

async function resolve(call: Call): Promise<undefined> {
  const unknown = () => invalidRequest(`Cannot find an incident with id '${call.param('id')}': incident is null`, 404);
  const incident = await open(call);
  if (incident === null) throw unknown();
  if (OF_JOBS.has(incident.type)) throw invalidRequest(`Cannot resolve an incident of type ${incident.type}`);
  accepted(
    await call.engine.execute(
      { type: 'resolveIncident', incidentKey: incident.key },
      { audit: call.audit('incident.resolve', 'low', { ...targetOf(incident), after: { incidentId: incident.key } }) },
    ),
    { notFound: unknown },
  );
  return undefined;
}

async function annotate(call: Call, annotation: string | null): Promise<undefined> {
  const incident = await open(call);
  if (incident === null) throw badUserRequest('incident is null');
  const audit = call.audit(annotation === null ? 'incident.clearAnnotation' : 'incident.annotate', 'low', {
    ...targetOf(incident),
    after: { incidentId: incident.key },
  });
  accepted(await call.engine.execute({ type: 'annotateIncident', incidentKey: incident.key, annotation }, { audit }), {
    notFound: () => badUserRequest('incident is null'),
  });
  return undefined;
}
