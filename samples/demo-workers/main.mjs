import { readFile } from 'node:fs/promises';
import { Camunda7Client, typed } from './camunda7-client.mjs';
import { Camunda8Client } from './camunda8-client.mjs';
import { hotelHandlers, reservation } from './hotel.mjs';
import { imageHandlers } from './images.mjs';
import { order, orderHandlers } from './orders.mjs';
import { complain, pause, workCamunda7, workCamunda8 } from './worker-loop.mjs';

/** A first minute of this many starts fills the screens; afterwards the demo idles along. */
const firstRush = 2_400;
const rushPerSecond = 60;
/** So many are started before the second version of the order fulfilment is deployed: some of them stay on the first. */
const secondVersionAfter = 1_200;
const steadyPerSecond = 1;
/** Nothing fails on purpose any more while so many incidents are open. */
const maxOpenIncidents = 60;
const troubleEvery = 80;
const refusedEvery = 12;
const renderPollsMs = 500;
const maxOpenReviews = 25;
const reviewIntervalMs = 5_000;
const hurryAfterMs = 15_000;
const hurriedJobs = 6;
const attemptsOfAJob = 5;
const messageTimeToLiveMs = 60_000;

const api = process.argv[2] ?? 'http://127.0.0.1:8080';
const camunda7 = new Camunda7Client(`${api}/engine-rest`, `demo-${process.pid}`);
const camunda8 = new Camunda8Client(`${api}/v2`, `demo-${process.pid}`);
const sample = (/** @type {string} */ path) => readFile(new URL(`../${path}`, import.meta.url));
let openIncidents = 0;

// The demo that started us is gone: so are we.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));

await deploy();
void workCamunda7(camunda7, hotelHandlers);
void workCamunda7(camunda7, orderHandlers, confirmPayment);
for (const [type, handler] of Object.entries(imageHandlers))
  void workCamunda8(camunda8, type, handler, type === 'model_uploading' ? finishRendering : undefined);
void everyNowAndThen(reviewIntervalMs, review);
void everyNowAndThen(reviewIntervalMs, async () => {
  openIncidents = (await camunda7.request('GET', '/incident/count')).count;
});
setTimeout(() => void hurryFailingJobs().catch(complain), hurryAfterMs);
await traffic();

async function deploy() {
  await camunda7.deploy('hotel-reservation', {
    'hotel-reservation.bpmn': await sample('hotel-reservation/hotel-reservation.bpmn'),
    'client-creation.bpmn': await sample('hotel-reservation/client-creation.bpmn'),
  });
  await camunda7.deploy('order-fulfilment', {
    'order-fulfilment.bpmn': await sample('order-fulfilment/order-fulfilment.bpmn'),
  });
  await camunda8.deploy('image-production.bpmn', await sample('image-production/image-production.bpmn'));
}

/** It charges orders without an exchange rate as they are, and reminds the provider after an hour. */
async function deploySecondVersion() {
  await camunda7.deploy('order-fulfilment 1.1', {
    'order-fulfilment-1.1.bpmn': await sample('order-fulfilment/order-fulfilment-1.1.bpmn'),
  });
}

/** Starts instances of all three processes, quickly at first, for ever. */
async function traffic() {
  const { count } = await camunda7.request('GET', '/history/process-instance/count');
  if (count > secondVersionAfter) await deploySecondVersion();
  // A restart goes on counting where the last run may have stopped, so that business keys stay unique.
  for (let n = count; ; n += 1) {
    if (n === secondVersionAfter) await deploySecondVersion().catch(complain);
    await startOne(n).catch(complain);
    await pause(1_000 / (n < firstRush ? rushPerSecond : steadyPerSecond));
  }
}

/** @param {number} n */
async function startOne(n) {
  const isTrouble = n % troubleEvery < 3 && openIncidents < maxOpenIncidents;
  if (n % 3 === 0) {
    const trouble = isTrouble ? (n % 2 === 0 ? 'rate' : 'property') : n % 30 === 0 ? 'email' : '';
    await camunda7.start('HotelReservationProcess', `RES-${n}`, reservation(n, trouble));
  } else if (n % 3 === 1) {
    const trouble = isTrouble ? (n % 2 === 0 ? 'rate' : 'provider') : '';
    // The shop that forgets the exchange rate still names the first version.
    if (trouble === 'rate') await camunda7.startFirstVersion('order-fulfilment', `ORD-${n}`, order(n, trouble));
    else await camunda7.start('order-fulfilment', `ORD-${n}`, order(n, trouble));
  } else {
    await camunda8.start('image-production', {
      modelId: isTrouble ? `mid_${n}` : `mid-${n}`,
      customer: `studio-${n % 9}`,
    });
  }
}

/** The payment provider's answer, as a message with the order's business key. */
async function confirmPayment(task) {
  if (task.topicName !== 'payment-charge') return;
  const isAccepted = Number(String(task.businessKey).replace(/\D/g, '')) % refusedEvery !== 1;
  await camunda7.request('POST', '/message', {
    messageName: 'PaymentConfirmed',
    businessKey: task.businessKey,
    processVariables: typed({ paymentAccepted: isAccepted }),
  });
}

/** The renderer's answer, a little later. */
async function finishRendering(job) {
  const n = Number(String(job.variables.modelId).replace(/\D/g, ''));
  await pause(renderPollsMs);
  const imageRenderingQuality = [0.9, 0.8, 0.6, 0.95, 0.4][n % 5];
  await camunda8.publish(
    'MessageRenderImageComplete',
    job.variables.modelId,
    { imageId: `iid-${n}`, imageRenderingQuality },
    messageTimeToLiveMs,
  );
}

/** A supervisor who keeps the pile at a certain height; what is left is overdue for some. */
async function review() {
  const tasks = await camunda7.request(
    'GET',
    '/task?taskDefinitionKey=UserTask_SupervisorReview&sortBy=created&sortOrder=desc&maxResults=100',
  );
  for (const task of tasks.slice(maxOpenReviews)) {
    await camunda7.request('POST', `/task/${task.id}/claim`, { userId: 'bea' });
    await camunda7.request('POST', `/task/${task.id}/complete`, {
      variables: typed({ reviewApproved: task.id.charCodeAt(task.id.length - 1) % 3 !== 0 }),
    });
  }
}

/** Somebody who cannot wait two minutes between attempts: a few jobs reach their incident at once. */
async function hurryFailingJobs() {
  const jobs = await camunda7.request(
    'GET',
    `/job?withException=true&processDefinitionKey=order-fulfilment&maxResults=${hurriedJobs}`,
  );
  for (const { id } of jobs) {
    // Each answers 500 with the expression's error: that is the point.
    for (let attempt = 0; attempt < attemptsOfAJob; attempt += 1)
      await camunda7.request('POST', `/job/${id}/execute`).catch(() => undefined);
  }
}

/** @param {number} intervalMs @param {() => Promise<void>} act */
async function everyNowAndThen(intervalMs, act) {
  for (;;) {
    await act().catch(complain);
    await pause(intervalMs);
  }
}
