import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { invalid, pass, userTask, work } from './testing/models.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
let api: TestApi;
beforeAll(async () => { api = await startTestApi(); });
afterAll(() => api.close());
afterEach(() => expect(api.failures).toEqual([]));

const REFUSED = "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n";
const definitionOf = (answer: Awaited<ReturnType<TestApi['deploy']>>, at = 0) => answer.at('deployments', at, 'processDefinition');

describe('deployment', () => {
  test('200: keys and versions; the same file again is the same definition, a changed one the next version', async () => {
    const first = await api.deploy(['work.bpmn', work('work')]);
    expect(first).toMatchObject({ status: 200, type: 'application/json', body: { tenantId: '<default>', deployments: [{ processDefinition: { processDefinitionId: 'work', processDefinitionVersion: 1, resourceName: 'work.bpmn', tenantId: '<default>' } }] } });
    expect(first.textAt('deploymentKey')).toMatch(/^\d+$/);
    expect(definitionOf(await api.deploy(['work.bpmn', work('work')]))).toEqual(definitionOf(first));
    expect(definitionOf(await api.deploy(['work.bpmn', work('work', 'other-type')]))).toMatchObject({ processDefinitionVersion: 2 });
  });

  test('200: several files are one deployment', async () => {
    const answer = await api.deploy(['a.bpmn', pass('a')], ['b.bpmn', userTask('b')]);
    expect([definitionOf(answer), definitionOf(answer, 1)]).toMatchObject([{ processDefinitionId: 'a' }, { processDefinitionId: 'b' }]);
  });

  test('400: one faulty file of two; neither is deployed, and the answer names file, element and fault', async () => {
    const answer = await api.deploy(['good.bpmn', pass('good')], ['invalid.bpmn', invalid('invalid')]);
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { title: 'INVALID_ARGUMENT', instance: '/v2/deployments' } });
    expect(answer.at('detail')).toBe(`${REFUSED}'invalid.bpmn': - Element: step\n    - ERROR: Must have exactly one 'zeebe:taskDefinition' extension element\n`);
    expect((await api.call('POST /process-instances', { processDefinitionId: 'good' })).status).toBe(404);
  });

  test.each([
    ['no XML', 'text.bpmn', 'plain text'], ['an empty file', 'empty.bpmn', ''], ['torn XML', 'torn.bpmn', '<torn'], ['an unknown kind', 'readme.txt', 'text'],
    ['a document type', 'doctype.bpmn', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${pass('doctype').replace(/^<\?xml.*\?>\s*/, '')}`],
    ['a process id that another file has', 'again.bpmn', pass('twice')],
  ])('400: %s', async (_what, name, content) => {
    const answer = await api.deploy(['first.bpmn', pass('twice')], [name, content]);
    expect(answer).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    expect(answer.textAt('detail')).toContain(REFUSED);
    expect(answer.textAt('detail')).toContain(name);
  });

  test('400 without files, 415 for JSON, 400 for another tenant', async () => {
    const post = async (form: FormData) => (await fetch(`${api.base}/v2/deployments`, { method: 'POST', body: form })).json();
    expect(await post(new FormData())).toMatchObject({ status: 400, detail: "Required part 'resources' is not present." });
    const misnamed = new FormData();
    misnamed.append('files', new Blob([pass('p')]), 'p.bpmn');
    expect(await post(misnamed)).toMatchObject({ status: 400, detail: "Required part 'resources' is not present." });
    const elsewhere = new FormData();
    elsewhere.append('resources', new Blob([pass('p')]), 'p.bpmn');
    elsewhere.append('tenantId', 'other');
    expect(await post(elsewhere)).toMatchObject({ status: 400, detail: "Expected to handle request Deploy Resources with tenant identifier 'other', but multi-tenancy is disabled" });
    expect((await api.call('POST /deployments', {})).status).toBe(415);
  });
});

describe('deletion', () => {
  test('409 while instances run; 204 afterwards, and the version before is the newest; 404 for the second time', async () => {
    await api.deploy(['order.bpmn', work('order')]);
    const second = (await api.deploy(['order.bpmn', work('order', 'changed')])).textAt('deployments', 0, 'processDefinition', 'processDefinitionKey');
    const instance = await api.start('order');
    expect(await api.call(`POST /resources/${second}/deletion`, {})).toMatchObject({ status: 409, body: { title: 'INVALID_STATE', detail: `Command 'DELETE' rejected with code 'INVALID_STATE': Expected to delete resource with key \`${second}\` but there are still running instances` } });
    await api.call(`POST /process-instances/${instance}/cancellation`);
    expect((await api.call(`POST /resources/${second}/deletion`, {})).status).toBe(204);
    expect((await api.call('POST /process-instances', { processDefinitionId: 'order' })).at('processDefinitionVersion')).toBe(1);
    expect(definitionOf(await api.deploy(['order.bpmn', work('order', 'third')]))).toMatchObject({ processDefinitionVersion: 3 });
    expect((await api.call(`POST /resources/${second}/deletion`, {})).at('detail')).toBe(`Command 'DELETE' rejected with code 'NOT_FOUND': Expected to delete resource but no resource found with key \`${second}\``);
  });

  test('404 for an unknown one, 400 for a key in words and for operation reference 0', async () => {
    expect((await api.call(`POST /resources/${UNKNOWN}/deletion`)).status).toBe(404);
    expect((await api.call('POST /resources/abc/deletion')).at('detail')).toBe("Failed to convert 'resourceKey' with value: 'abc'");
    expect((await api.call(`POST /resources/${UNKNOWN}/deletion`, { operationReference: 0 })).at('detail')).toBe("The value for operationReference is '0' but must be > 0.");
  });
});
