import { API_URL } from './browser-args.ts';

/** The process of these tests: one external task whose failing is the test's to decide. */
export const PAYMENT_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="e2e">
  <bpmn:process id="payment" name="Payment" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Received" name="Order received"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Received" targetRef="Charge" />
    <bpmn:serviceTask id="Charge" name="Charge payment" camunda:type="external" camunda:topic="e2e-charge"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="Charge" targetRef="Paid" />
    <bpmn:endEvent id="Paid" name="Paid"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="payment">
    <bpmndi:BPMNShape id="s1" bpmnElement="Received"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="Charge"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="Paid"><dc:Bounds x="430" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="360" y="120" /><di:waypoint x="430" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

interface LockedTask { readonly id: string; readonly processInstanceId: string; readonly variables: Readonly<Record<string, { readonly value: unknown }>> }
const LOCK_MS = 30_000;

/** What workers do, over the API that workers use. */
export async function deployPayment(): Promise<void> {
  const form = new FormData();
  form.append('deployment-name', 'e2e');
  form.append('payment.bpmn', new Blob([PAYMENT_MODEL]), 'payment.bpmn');
  await expectOk(fetch(`${API_URL}/engine-rest/deployment/create`, { method: 'POST', body: form }));
}
export async function startPayment(businessKey: string): Promise<string> {
  const body = { businessKey, variables: { amount: { value: 120_000, type: 'Integer' }, provider: { value: 'wrong', type: 'String' } } };
  const instance = await post('/process-definition/key/payment/start', body) as { id: string };
  return instance.id;
}
export async function failPayment(instanceKey: string): Promise<void> {
  const task = await lock(instanceKey);
  await post(`/external-task/${task.id}/failure`, { workerId: 'e2e', errorMessage: 'Provider wrong is unknown', errorDetails: 'Error: Provider wrong is unknown\n    at charge (payment.ts:12)', retries: 0, retryTimeout: 0 });
}
/** Completes when the variable has been corrected. */
export async function workPayment(instanceKey: string): Promise<void> {
  const task = await lock(instanceKey);
  if (task.variables.provider?.value !== 'right') throw new Error(`The worker saw ${JSON.stringify(task.variables)}`);
  await post(`/external-task/${task.id}/complete`, { workerId: 'e2e' });
}
export async function incidentFor(businessKey: string): Promise<string> {
  const key = await startPayment(businessKey);
  await failPayment(key);
  return key;
}

async function lock(instanceKey: string): Promise<LockedTask> {
  const tasks = await post('/external-task/fetchAndLock', { workerId: 'e2e', maxTasks: 1, asyncResponseTimeout: 5000, topics: [{ topicName: 'e2e-charge', lockDuration: LOCK_MS, processInstanceId: instanceKey }] }) as LockedTask[];
  const task = tasks[0];
  if (task === undefined) throw new Error(`No work for instance ${instanceKey}`);
  return task;
}
async function post(path: string, body: object): Promise<unknown> {
  const response = await expectOk(fetch(`${API_URL}/engine-rest${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
  const text = await response.text();
  return text === '' ? null : JSON.parse(text) as unknown;
}
async function expectOk(pending: Promise<Response>): Promise<Response> {
  const response = await pending;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response;
}
