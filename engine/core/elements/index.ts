import type { ElementBehavior } from '../element-behavior.ts';
import type { ElementInstanceKind } from '../state.ts';
import { adHocInnerInstance } from './ad-hoc-inner-instance.ts';
import { adHocSubProcess } from './ad-hoc-sub-process.ts';
import { boundaryEvent } from './boundary-event.ts';
import { callActivity } from './call-activity.ts';
import { decisionTask } from './decision-task.ts';
import { endEvent } from './end-event.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { eventSubProcess } from './event-sub-process.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { expressionTask } from './expression-task.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import { intermediateCatchEvent } from './intermediate-catch-event.ts';
import { intermediateThrowEvent } from './intermediate-throw-event.ts';
import { multiInstanceBody } from './multi-instance-body.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { passThroughTask } from './pass-through-task.ts';
import { receiveTask } from './receive-task.ts';
import { startEvent } from './start-event.ts';
import { subProcess } from './sub-process.ts';
import { userTask } from './user-task.ts';
import { workerTask } from './worker-task.ts';

/** Every position has its file; a kind that is missing here does not compile. */
const BEHAVIORS: Record<ElementInstanceKind, ElementBehavior> = {
  startEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  endEvent,
  workerTask,
  expressionTask,
  decisionTask,
  userTask,
  receiveTask,
  passThroughTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  subProcess,
  eventSubProcess,
  adHocSubProcess,
  callActivity,
  multiInstanceBody,
  adHocInnerInstance,
};

export function elementBehaviorOf(kind: ElementInstanceKind): ElementBehavior {
  return BEHAVIORS[kind];
}
