import type { OperationParameters } from './contract.ts';
import {
  call,
  type Calls,
  type CallsOf,
  either,
  jsonValues,
  type RequestFacts,
  seven,
  typedValue,
} from './rest-calls.ts';

export const instanceCalls: CallsOf = {
  'instance.suspend': ({ instanceKey }, facts) =>
    seven(facts, call('PUT', `/engine-rest/process-instance/${instanceKey}/suspended`, { suspended: true })),
  'instance.resume': ({ instanceKey }, facts) =>
    seven(facts, call('PUT', `/engine-rest/process-instance/${instanceKey}/suspended`, { suspended: false })),
  'instance.cancel': ({ instanceKey, keepsCalled = false, skipsListeners = false, skipsMappings = false }, facts) =>
    either(
      facts,
      [
        call(
          'DELETE',
          `/engine-rest/process-instance/${instanceKey}?skipSubprocesses=${keepsCalled}&skipCustomListeners=${skipsListeners}&skipIoMappings=${skipsMappings}`,
        ),
      ],
      [call('POST', `/v2/process-instances/${instanceKey}/cancellation`, {})],
    ),
  'variable.set': (parameters, facts) => valueCalls(parameters, facts),
  'variable.add': (parameters, facts) => valueCalls(parameters, facts),
  'variable.remove': ({ instanceKey, scopeKey, name }, facts) =>
    seven(facts, call('DELETE', variablePath(instanceKey, scopeKey, name))),
  'incident.annotate': ({ incidentKey, annotation }, facts) =>
    seven(
      facts,
      annotation === null
        ? call('DELETE', `/engine-rest/incident/${incidentKey}/annotation`)
        : call('PUT', `/engine-rest/incident/${incidentKey}/annotation`, { annotation }),
    ),
  'incident.resolve': ({ incidentKey }, facts) => seven(facts, call('DELETE', `/engine-rest/incident/${incidentKey}`)),
  'incident.acknowledge': () => null,
  'incident.assign': () => null,
  'incident.snooze': () => null,
  'incident.comment': () => null,
  'incident.link-ticket': () => null,
  'instance.export-bundle': () => null,
  'audit.export': () => null,
  'audit.annotate': () => null,
  'view.save': () => null,
  'view.share': () => null,
  'view.delete': () => null,
  'view.set-default': () => null,
  'batch.pause': ({ batchKey }) => [call('PUT', `/engine-rest/batch/${batchKey}/suspended`, { suspended: true })],
  'batch.resume': ({ batchKey }) => [call('PUT', `/engine-rest/batch/${batchKey}/suspended`, { suspended: false })],
};

const variablePath = (instanceKey: string, scopeKey: string, name: string): string =>
  `/engine-rest/${scopeKey === instanceKey ? `process-instance/${instanceKey}/variables` : `execution/${scopeKey}/localVariables`}/${encodeURIComponent(name)}`;

function valueCalls(
  { instanceKey, scopeKey, name, type, text, info }: OperationParameters<'variable.add'>,
  facts: RequestFacts,
): Calls {
  const value = info === undefined || Object.keys(info).length === 0 ? typedValue({ type, text }) : undefined;
  const variables = jsonValues([{ name, type, text }]);
  return either(
    facts,
    value && [call('PUT', variablePath(instanceKey, scopeKey, name), value)],
    variables && [call('PUT', `/v2/element-instances/${scopeKey}/variables`, { variables, local: true })],
  );
}
