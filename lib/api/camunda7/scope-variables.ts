import type { Key, VariableRow, VariableValue } from '@/engine/index.ts';
import { attachment, contentTypeOf, NO_SNIFFING } from './attachment.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import { checkName } from './fields.ts';
import type { FormPart } from './form.ts';
import { readForm } from './form.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, nullValue, restException } from './rest-error.ts';
import {
  explaining,
  readPassingValue,
  readVariables,
  type Variables,
  writeTypedValue,
  writeVariables,
} from './typed-values.ts';

/** What has variables of its own over REST, and how the original speaks of it. */
export interface ScopeResource {
  /** `/process-instance/:id/variables`, say. */
  readonly path: string;
  /** `process instance`, `execution`, `task`. */
  readonly noun: string;
  /** `task x doesn't exist: task is null`. */
  missing(id: string): string;
  /** The scope and the instance that it belongs to; null: there is none alive. */
  find(call: Call): Promise<Scope | null>;
  /** Only what stands in the scope itself; otherwise also what is visible from it. */
  readonly isLocal: boolean;
}

/** The operations on a map of variables: all, several at once, one, and the content of a file. */
export function addScopeVariables(routes: RouteTable, resource: ScopeResource): void {
  const { path } = resource;
  routes.add('GET', path, async (call) =>
    writeVariables(await read(call, resource), call.queryFlag('deserializeValues', true)),
  );
  routes.add('POST', path, (call) => modify(call, resource));
  routes.add('GET', `${path}/:name`, async (call) =>
    writeTypedValue(await readOne(call, resource), call.queryFlag('deserializeValue', true)),
  );
  routes.add('PUT', `${path}/:name`, (call) => put(call, resource));
  routes.add('DELETE', `${path}/:name`, (call) => remove(call, resource));
  routes.add('GET', `${path}/:name/data`, async (call) =>
    binaryContent(await readOne(call, resource), call.param('id')),
  );
  routes.addUpload(`${path}/:name/data`, (call) => upload(call, resource));
}

async function read(call: Call, resource: ScopeResource): Promise<Variables> {
  const scope = await resource.find(call);
  if (scope === null) throw nullValue(resource.missing(call.param('id')));
  return visibleIn(call, resource, scope);
}

interface Scope {
  readonly scopeKey: Key;
  readonly instanceKey: Key | null;
}

const visibleIn = (call: Call, { isLocal }: ScopeResource, scope: Scope): Promise<Variables> =>
  isLocal ? localVariables(call, scope) : call.engine.visibleVariables(scope.scopeKey);

/** The instance is indexed, its scopes are not. */
async function localVariables(call: Call, { scopeKey, instanceKey }: Scope): Promise<Variables> {
  const ofInstance =
    instanceKey === null
      ? ({ field: 'instanceKey', op: 'isNull' } as const)
      : ({ field: 'instanceKey', op: '=', value: instanceKey } as const);
  const rows = await call.engine.search.find('variable', {
    where: [
      ofInstance,
      { field: 'scopeKey', op: '=', value: scopeKey },
      { field: 'removedAt', op: 'isNull' },
      { field: 'endedAt', op: 'isNull' },
    ],
  });
  return Object.fromEntries(rows.map((row) => [row.name, variableValue(row)]));
}

export const variableValue = ({ type, text, info }: Pick<VariableRow, 'type' | 'text' | 'info'>): VariableValue =>
  info === null || info === undefined ? { type, text } : { type, text, info };

async function readOne(call: Call, resource: ScopeResource): Promise<VariableValue> {
  const name = call.param('name');
  const scope = await resource.find(call);
  if (scope === null)
    throw restException(500, `Cannot get ${resource.noun} variable ${name}: ${resource.missing(call.param('id'))}`);
  const variables = await visibleIn(call, resource, scope);
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) throw invalidRequest(`${resource.noun} variable with name ${name} does not exist`, 404);
  return value;
}

async function modify(call: Call, resource: ScopeResource): Promise<undefined> {
  const body = call.body();
  const prefix = `Cannot modify variables for ${resource.noun}`;
  const variables = explaining(prefix, () => readVariables(body, 'modifications'), `${prefix} ${call.param('id')}`);
  await write(
    call,
    resource,
    'variable.set',
    variables,
    body.texts('deletions') ?? [],
    `${prefix} ${call.param('id')}`,
  );
  return undefined;
}

async function put(call: Call, resource: ScopeResource): Promise<undefined> {
  const name = call.param('name');
  const prefix = `Cannot put ${resource.noun} variable ${name}`;
  checkName(name);
  const body = call.body();
  const value = explaining(prefix, () => readPassingValue(body, name));
  await write(call, resource, 'variable.put', { [name]: value }, [], prefix);
  return undefined;
}

async function remove(call: Call, resource: ScopeResource): Promise<undefined> {
  const name = call.param('name');
  await write(call, resource, 'variable.remove', {}, [name], `Cannot delete ${resource.noun} variable ${name}`);
  return undefined;
}

async function upload(call: Call, resource: ScopeResource): Promise<undefined> {
  const parts = await readForm(call);
  const name = call.param('name');
  checkName(name);
  const data = parts.find((part) => part.name === 'data');
  if (data === undefined) throw invalidRequest('No data supplied for the variable.');
  const value = uploadedValue(
    data,
    parts.find((part) => part.name === 'valueType')?.content.toString('utf8') ?? 'Bytes',
  );
  await write(call, resource, 'variable.put', { [name]: value }, [], `Cannot put ${resource.noun} variable ${name}`);
  return undefined;
}

function uploadedValue(data: FormPart, type: string): VariableValue {
  const text = data.content.toString('base64');
  if (type === 'Bytes') return { type, text };
  if (type === 'File')
    return {
      type,
      text,
      info: { filename: data.filename ?? '', ...(data.mimeType === '' ? {} : { mimeType: data.mimeType }) },
    };
  throw restException(400, `Unsupported value type '${type}'`, null);
}

/** As the log has it: several at once, one alone, or one taken away. */
type Written = 'variable.set' | 'variable.put' | 'variable.remove';

/** The same through a task: what its worker did. */
const OF_TASK = {
  'variable.set': 'task.modifyVariables',
  'variable.put': 'task.setVariable',
  'variable.remove': 'task.removeVariable',
} as const satisfies Readonly<Record<Written, string>>;

async function write(
  call: Call,
  resource: ScopeResource,
  operation: Written,
  variables: Variables,
  removals: readonly string[],
  prefix: string,
): Promise<void> {
  const scope = await resource.find(call);
  const failure = (reason: string) => restException(500, `${prefix}: ${reason}`);
  if (scope === null) throw failure(resource.missing(call.param('id')));
  const set = Object.keys(variables);
  const after = { ...(set.length > 0 && { set }), ...(removals.length > 0 && { removed: removals }) };
  const written = operation === 'variable.set' && set.length === 0 ? 'variable.remove' : operation;
  const isTask = resource.noun === 'task';
  const audit = call.audit(isTask ? OF_TASK[written] : written, 'guarded', {
    targetKind: isTask ? 'userTask' : 'scope',
    targetKey: scope.scopeKey,
    instanceKey: scope.instanceKey,
    after,
  });
  const outcome = await call.engine.execute(
    { type: 'setVariables', scopeKey: scope.scopeKey, variables, removals, local: resource.isLocal },
    { audit },
  );
  accepted(outcome, {
    notFound: () => failure(resource.missing(call.param('id'))),
    invalidState: ({ message }) => failure(message),
    failed: ({ message }) => failure(message),
  });
}

/** A File or Bytes value as the file that it is. `owner` is what the original calls the variable by in its refusal. */
export function binaryContent(value: VariableValue, owner: string): RawAnswer {
  if (value.type !== 'File' && value.type !== 'Bytes')
    throw invalidRequest(`Value of variable with id ${owner} is not a binary value.`);
  const content = Buffer.from(value.text ?? '', 'base64');
  if (value.type === 'Bytes') return new RawAnswer('application/octet-stream', content, NO_SNIFFING);
  const { filename = 'data', mimeType, encoding } = value.info ?? {};
  return new RawAnswer(contentTypeOf(mimeType, encoding), content, attachment(filename));
}
