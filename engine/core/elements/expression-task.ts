import type { ExpressionTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';
import { runLogic } from '../moves/run-logic.ts';

/** Service or send task whose work is one expression (Camunda 7): computed at once, its result perhaps a variable. */
export const expressionTask: ElementBehavior<ExpressionTask> = {
  activate(step, element, at) {
    runLogic(step, element.logic, at);
    completeElement(step, at);
  },
};
