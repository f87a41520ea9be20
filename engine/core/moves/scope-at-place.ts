import type { Beans, ExecutionFacts, ExpressionScope, ExternalTaskFacts } from '../../expressions/expression-port.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { applyEffects, FactsAtPlace, variableSeen, variablesSeen } from './execution-facts.ts';
import { externalTaskAt } from './external-task-facts.ts';
import { beansAt } from './outside.ts';

/** What an expression sees at a place. */
export class ScopeAtPlace implements ExpressionScope {
  protected readonly step: Step;
  protected readonly place: EvaluationPlace;

  constructor(step: Step, place: EvaluationPlace) {
    this.step = step;
    this.place = place;
  }

  get now(): number {
    return this.step.now;
  }

  lookup(name: string): VariableValue | undefined {
    return variableSeen(this.step, this.place, name);
  }

  names(): string[] {
    return Object.keys(variablesSeen(this.step, this.place));
  }
}

/** JUEL sees more: the execution, the task, what the host registered. And it can change things. */
export class JuelScopeAtPlace extends ScopeAtPlace {
  readonly execution?: ExecutionFacts;

  constructor(step: Step, place: EvaluationPlace) {
    super(step, place);
    const { execution = new FactsAtPlace(step, place) } = place;
    if (execution !== null) this.execution = execution;
  }

  get beans(): Beans {
    return beansAt(this.step, this.place);
  }

  externalTask(): ExternalTaskFacts | null | undefined {
    return externalTaskAt(this.step, this.place);
  }

  applyEffects(): void {
    if (!this.execution) return;
    const { writes, task } = this.execution;
    if (writes.length > 0 || task) applyEffects(this.step, this.place, writes, task?.changes ?? []);
  }
}
