import type {
  DeploymentProblem,
  DeploymentRefusal,
  DeploymentRequest,
  DeploymentResult,
  DeploymentRow,
  Instant,
  ResourceRow,
} from '@/engine/index.ts';
import { attachment } from './attachment.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import { dateText, parseDate } from './dates.ts';
import { decisionIdOf, shownDecision } from './decision-definition.ts';
import { requirementsDefinitionId, shownRequirements } from './decision-requirements-definition.ts';
import { definitionDetails } from './definition-details.ts';
import { type FormPart, readForm } from './form.ts';
import { definitionId, isKey } from './ids.ts';
import { shownDefinition } from './process-definition-list.ts';
import { filtersOf } from './query/filter.ts';
import { addList } from './query/list-routes.ts';
import { rejected } from './rejections.ts';
import { invalidRequest, nullValue, processEngineException, RestError } from './rest-error.ts';

const f = filtersOf<'deployment'>();
/** The parts of the upload that are no files. */
const FIELDS = new Set([
  'deployment-name',
  'enable-duplicate-filtering',
  'deploy-changed-only',
  'deployment-source',
  'deployment-activation-time',
  'tenant-id',
]);

/** `/deployment`: files, the definitions that came of them, and their removal. */
export function deploymentRoutes(routes: RouteTable): void {
  routes.addUpload('/deployment/create', create);
  routes.add('POST', '/deployment/:id/redeploy', redeploy);
  addList(
    routes,
    { path: '/deployment', hasPost: false },
    {
      concept: 'deployment',
      base: [],
      filters: {
        id: f.key('key'),
        name: f.text('name'),
        nameLike: f.like('name'),
        source: f.text('source'),
        withoutSource: f.flag({ field: 'source', op: 'isNull' }),
        before: f.date('deployedAt', '<'),
        after: f.date('deployedAt', '>'),
        tenantIdIn: f.tenants('tenantId', 'includeDeploymentsWithoutTenantId'),
        withoutTenantId: f.withoutTenant('tenantId'),
        includeDeploymentsWithoutTenantId: f.wish,
      },
      sorts: { id: 'key', name: 'name', deploymentTime: 'deployedAt', tenantId: 'tenantId' },
      check(source) {
        if (source.has('source') && source.has('withoutSource'))
          throw invalidRequest('The query parameters "withoutSource" and "source" cannot be used in combination.');
      },
      show: async (rows) => rows.map((row) => shownDeployment(row)),
    },
  );
  routes.add('GET', '/deployment/registered', async (call) =>
    (await call.engine.search.find('deployment', { where: [], sort: [{ field: 'key', order: 'asc' }] })).map(
      ({ key }) => key,
    ),
  );
  routes.add('GET', '/deployment/:id', async (call) =>
    shownDeployment(await existing(call, `Deployment with id '${call.param('id')}' does not exist`)),
  );
  routes.add('DELETE', '/deployment/:id', remove);
  routes.add('GET', '/deployment/:id/resources', resources);
  routes.add('GET', '/deployment/:id/resources/:resourceId', async (call) =>
    shownResource(
      await resource(call, () =>
        invalidRequest(
          `Deployment resource with resource id '${call.param('resourceId')}' for deployment id '${call.param('id')}' does not exist.`,
          404,
        ),
      ),
    ),
  );
  routes.add('GET', '/deployment/:id/resources/:resourceId/data', resourceData);
}

async function create(call: Call): Promise<unknown> {
  const parts = await readForm(call);
  const activation = parts.find(({ name }) => name === 'deployment-activation-time')?.content.toString('utf8') ?? '';
  const activateAt = activation === '' ? null : parseDate(activation);
  if (activation !== '' && activateAt === null) throw new RestError(500, 'IllegalArgumentException', activation);
  const request = deploymentRequest(parts);
  return deploy(call, request, activateAt);
}

/** The files of a deployment once more, or some of them: each is a new version. */
async function redeploy(call: Call): Promise<unknown> {
  const body = call.body();
  const former = await existing(call, `Deployment with id '${call.param('id')}' does not exist`);
  const rows = await call.engine.search.find('resource', {
    where: [{ field: 'deploymentKey', op: '=', value: former.key }],
    sort: [{ field: 'key', order: 'asc' }],
  });
  const [ids, names] = [body.texts('resourceIds'), body.texts('resourceNames')];
  const missing = (what: string, of: readonly string[]) =>
    invalidRequest(
      `Cannot redeploy deployment '${former.key}': The deployment with id '${former.key}' does not contain the following resources with ${what}: ${of.join(', ')}`,
      404,
      0,
    );
  const lostIds = (ids ?? []).filter((id) => !rows.some(({ key }) => key === id));
  if (lostIds.length > 0) throw missing('id', lostIds);
  const lostNames = (names ?? []).filter((name) => !rows.some((row) => row.name === name));
  if (lostNames.length > 0) throw missing('name', lostNames);
  const isAll = (ids ?? []).length + (names ?? []).length === 0;
  const chosen = rows.filter(({ key, name }) => isAll || ids?.includes(key) || names?.includes(name));
  const resources = await Promise.all(
    chosen.map(async ({ key, name }) => ({
      name,
      content: (await call.engine.search.resourceContent(key)) ?? new Uint8Array(),
    })),
  );
  return deploy(
    call,
    { name: former.name, source: body.text('source'), tenantId: former.tenantId, resources, duplicates: 'deployAll' },
    null,
  );
}

/** With a time, what is new rests until it has come. */
async function deploy(call: Call, request: DeploymentRequest, activateAt: Instant | null): Promise<unknown> {
  const audit = call.audit('deployment.create', 'guarded', {
    targetKind: 'deployment',
    after: { name: request.name, resources: request.resources.map(({ name }) => name) },
  });
  const outcome = await call.engine.deploy({ ...request, audit, ...(activateAt !== null && { activateAt }) });
  if (outcome.kind === 'refused') throw refusal(outcome);
  return deployed(call, outcome);
}

function deploymentRequest(parts: readonly FormPart[]): DeploymentRequest {
  const files = parts.filter(({ name }) => !FIELDS.has(name));
  if (files.length === 0) throw invalidRequest('No deployment resources contained in the form upload.');
  const nameless = files.find(({ filename }) => filename === null || filename === '');
  if (nameless !== undefined)
    throw invalidRequest(`No file name found in the deployment resource described by form parameter 'null'.`);
  const field = (name: string) => parts.find((part) => part.name === name)?.content.toString('utf8') ?? null;
  const isFiltered = field('enable-duplicate-filtering') === 'true';
  const onlyChanged = field('deploy-changed-only') === 'true';
  const request = {
    name: field('deployment-name'),
    source: field('deployment-source'),
    // An id without a letter is none here; the original makes a tenant of it that no path can name.
    tenantId: field('tenant-id') || null,
    resources: files.map(({ filename, content }) => ({ name: filename ?? '', content })),
    duplicates: onlyChanged ? 'deployChanged' : isFiltered ? 'reuseDeployment' : 'deployAll',
  } as const;
  if (
    [request.name, request.source, request.tenantId, ...request.resources.map(({ name }) => name)].some((text) =>
      text?.includes('\0'),
    )
  ) {
    throw invalidRequest('The upload contains the character U+0000, which cannot be stored.');
  }
  return request;
}

/** What cannot be read at all is a 500 in the original; what reads but is wrong is a 400 with every place. */
function refusal({ problems }: DeploymentRefusal): RestError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const ofDecisions = errors.find(({ language, kind }) => language === 'decisions' && kind !== 'duplicate');
  // The original says no more of DMN than that; the details say what and where.
  if (ofDecisions !== undefined && errors.every(({ language }) => language === 'decisions')) {
    return new RestError(
      500,
      'ProcessEngineException',
      `ENGINE-22004 Unable to transform DMN resource '${ofDecisions.resource}'.`,
      0,
      { details: detailsOf(problems) },
    );
  }
  const ofForms = errors.find(({ language, kind }) => language === 'forms' && kind !== 'duplicate');
  if (ofForms !== undefined)
    return processEngineException(
      `ENGINE-09033 Could not parse Camunda Form resource ${ofForms.resource}. Cause: ${ofForms.message}`,
    );
  const twice = errors.find(({ kind }) => kind === 'duplicate');
  if (twice !== undefined)
    return processEngineException(
      `The deployment contains definitions with the same key '${twice.elementId}' (id attribute), this is not allowed`,
    );
  const unreadable = errors.find(({ kind }) => kind === 'notXml');
  if (unreadable !== undefined)
    return processEngineException(`ENGINE-09003 Could not parse '${unreadable.resource}'. ${sentence(unreadable)}`);
  // The original stops at the first expression that it cannot read, or at a second of what there is one of, before it looks
  // for more.
  const [first] = errors;
  if (
    first !== undefined &&
    /^(?:Error parsing|Could not resolve function|Parameters for function) '/.test(first.message)
  )
    return processEngineException(`ENGINE-01009 Error while parsing process. ${first.message}`);
  if (first !== undefined && /^multiple elements with tag name \w+ found\.$/.test(first.message))
    return processEngineException(`ENGINE-01009 Error while parsing process. Parsing exception: ${first.message}`);
  const unstartable = errors.find(({ kind }) => kind === 'start' || kind === 'unavailable');
  if (unstartable?.exception !== undefined) return new RestError(500, unstartable.exception, unstartable.message);
  if (unstartable !== undefined) return processEngineException(unstartable.message);
  const message = `ENGINE-09005 Could not parse BPMN process. Errors: ${errors.map((problem) => `\n* ${sentence(problem)}`).join('')}`;
  return new RestError(400, 'ParseException', message, 0, { details: detailsOf(problems) });
}

function detailsOf(problems: readonly DeploymentProblem[]): Readonly<Record<string, unknown>> {
  const files = [...new Set(problems.map((problem) => problem.resource))];
  return Object.fromEntries(
    files.map((file) => {
      const of = (severity: DeploymentProblem['severity']) =>
        problems.filter((problem) => problem.resource === file && problem.severity === severity).map(detail);
      return [file, { errors: of('error'), warnings: of('warning') }];
    }),
  );
}

const sentence = ({ message, resource: file, line, column }: DeploymentProblem): string =>
  `${message} | resource ${file}${line === null ? '' : ` | line ${line}`}${column === null ? '' : ` | column ${column}`}`;

/** The second name of the element begins with a Cyrillic letter in the original (U+0435), and clients read it so. */
const detail = (problem: DeploymentProblem) => ({
  message: problem.message,
  line: problem.line ?? 0,
  column: problem.column ?? 0,
  mainElementId: isOfSchema(problem) ? null : problem.elementId,
  '\u0435lementIds': idsOf(problem),
});

/** The element at which the sentence stands, where that has an id and is about another one, and the one it is about. */
function idsOf(problem: DeploymentProblem): readonly string[] {
  const { elementId, path } = problem;
  if (elementId === null || isOfSchema(problem)) return [];
  const isOwn = path === undefined || path === 'definitions' || path.includes(' > ') || path === elementId;
  return isOwn ? [elementId] : [path, elementId];
}

/** Whoever holds a file against BPMN's schema knows lines and no elements. */
const isOfSchema = ({ message }: DeploymentProblem): boolean => message.startsWith('cvc-');

async function deployed(call: Call, result: DeploymentResult): Promise<unknown> {
  // The original tells of definitions as they were made: what rests until its time has come is suspended after that.
  const fresh = result.definitions.filter(({ isNew }) => isNew);
  const details = await definitionDetails(call.engine, fresh);
  const definitions = Object.fromEntries(
    fresh.map((row) => [
      definitionId({ processId: row.processId, definitionVersion: row.version, definitionKey: row.key }),
      shownDefinition({ ...row, isSuspended: false }, details.get(row.key)),
    ]),
  );
  return {
    links: [{ method: 'GET', href: `${call.base()}/deployment/${result.key}`, rel: 'self' }],
    id: result.key,
    name: result.name,
    source: result.isNew ? result.source : null,
    deploymentTime: dateText(result.deployedAt),
    tenantId: result.tenantId,
    deployedProcessDefinitions: fresh.length === 0 ? null : definitions,
    deployedCaseDefinitions: null,
    deployedDecisionDefinitions: mapOf(result.decisions, decisionIdOf, shownDecision),
    deployedDecisionRequirementsDefinitions: mapOf(result.requirements, requirementsDefinitionId, shownRequirements),
  };
}

/** What is new by its id; null: nothing is. */
function mapOf<Row extends { readonly isNew: boolean }>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  shown: (row: Row) => unknown,
): Readonly<Record<string, unknown>> | null {
  const fresh = rows.filter(({ isNew }) => isNew);
  return fresh.length === 0 ? null : Object.fromEntries(fresh.map((row) => [idOf(row), shown(row)]));
}

function shownDeployment(row: DeploymentRow): Readonly<Record<string, unknown>> {
  return {
    links: [],
    id: row.key,
    name: row.name,
    source: row.source,
    deploymentTime: dateText(row.deployedAt),
    tenantId: row.tenantId,
  };
}

async function existing(call: Call, unknown: string): Promise<DeploymentRow> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('deployment', id) : null;
  if (row === null) throw invalidRequest(unknown, 404);
  return row;
}

async function remove(call: Call): Promise<undefined> {
  const row = await existing(call, `Deployment with id '${call.param('id')}' do not exist`);
  const audit = call.audit('deployment.delete', 'destructive', {
    targetKind: 'deployment',
    targetKey: row.key,
    before: { name: row.name },
  });
  const outcome = await call.engine.deleteDeployment(row.key, { cascade: call.queryFlag('cascade'), audit });
  if (outcome.kind === 'rejection') {
    const dependent = outcome.details.reason === 'running' ? await dependentInstances(call, row.key) : null;
    throw rejected(outcome, {
      notFound: () => invalidRequest(`Deployment with id '${row.key}' do not exist`, 404),
      invalidState: ({ message, details }) =>
        processEngineException(details.reason === 'running' ? (dependent ?? message) : message),
    });
  }
  return undefined;
}

/** Which definition cannot go without `cascade`, in the original's words. */
async function dependentInstances(call: Call, deploymentKey: string): Promise<string | null> {
  const rows = await call.engine.search.find('definition', {
    where: [{ field: 'deploymentKey', op: '=', value: deploymentKey }],
    sort: [{ field: 'key', order: 'asc' }],
  });
  for (const row of rows) {
    const running = await call.engine.search.count('instance', {
      where: [
        { field: 'definitionKey', op: '=', value: row.key },
        { field: 'endedAt', op: 'isNull' },
      ],
    });
    const id = definitionId({ processId: row.processId, definitionVersion: row.version, definitionKey: row.key });
    if (running > 0)
      return `ENGINE-03076 Deletion of process definition without cascading failed. Process definition with id: ${id} can't be deleted, because there are ${running} dependent process instances.`;
  }
  return null;
}

async function resources(call: Call): Promise<unknown> {
  const deployment = await existing(call, `Deployment resources for deployment id '${call.param('id')}' do not exist.`);
  const rows = await call.engine.search.find('resource', {
    where: [{ field: 'deploymentKey', op: '=', value: deployment.key }],
    sort: [{ field: 'name', order: 'asc' }],
  });
  return rows.map(shownResource);
}

const shownResource = ({ key, name, deploymentKey }: ResourceRow) => ({ id: key, name, deploymentId: deploymentKey });

async function resource(call: Call, unknown: () => RestError): Promise<ResourceRow> {
  const id = call.param('resourceId');
  const row = isKey(id) ? await call.engine.search.get('resource', id) : null;
  if (row === null || row.deploymentKey !== call.param('id')) throw unknown();
  return row;
}

/** Served as what the name says. Nothing is run: sniffing is off and HTML is sent as a download. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  bpmn: 'application/xml',
  xml: 'application/xml',
  dmn: 'application/xml',
  cmmn: 'application/xml',
  txt: 'text/plain',
  json: 'application/json',
  form: 'application/json',
  png: 'image/png',
  csv: 'text/csv',
};

async function resourceData(call: Call): Promise<RawAnswer> {
  const row = await resource(call, () =>
    nullValue(
      `no resource found with id '${call.param('resourceId')}' in deployment '${call.param('id')}': resource is null`,
    ),
  );
  const content = await call.engine.search.resourceContent(row.key);
  const extension = row.name.slice(row.name.lastIndexOf('.') + 1).toLowerCase();
  return new RawAnswer(
    CONTENT_TYPES[extension] ?? 'application/octet-stream',
    content ?? new Uint8Array(),
    attachment(row.name.slice(row.name.lastIndexOf('/') + 1)),
  );
}
