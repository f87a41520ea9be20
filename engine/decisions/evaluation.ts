import type { ExpressionScope } from '../expressions/expression-port.ts';
import { type FeelNames, FeelSession, FeelSessionFailure } from '../expressions/feel/feel-session.ts';
import type { FeelValue } from '../expressions/feel/feel-value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { DecisionSemantics } from '../graph/decision-semantics.ts';
import type { Expression } from '../graph/expression.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { javaObject, juelValue, NOTHING, ofVariable, untyped } from './decided-value.ts';
import type { DecidedValue, EvaluatedKnowledge } from './decision-outcome.ts';
import { cellFailed, expressionFailed } from './failure-sentences.ts';

/** For one decision with all that it requires, whatever its expressions are written in. */
const MAX_DECISION_STEPS = 2_000_000;
/** Of the processor. */
const MAX_DECISION_MS = 250;

/** Calls of knowledge models that are told of one evaluation; further ones are made as well. */
const MAX_TOLD_KNOWLEDGE = 10_000;

/** What was decided before, by name; it hides the variables. */
export type Known = ReadonlyMap<string, DecidedValue>;

/** One evaluation of a graph: its variables, its budget, its expressions. */
export class Evaluation {
  readonly graph: DecisionGraph;
  readonly semantics: DecisionSemantics;
  readonly session: FeelSession;
  /** Decisions that have been made so far. */
  made = 0;
  private readonly told: EvaluatedKnowledge[] = [];
  private readonly scope: ExpressionScope;

  constructor(graph: DecisionGraph, scope: ExpressionScope) {
    this.graph = graph;
    this.semantics = graph.semantics;
    this.scope = scope;
    this.session = new FeelSession(scope, MAX_DECISION_STEPS, MAX_DECISION_MS);
  }

  /** What knowledge models gave, in the order in which they did. */
  get knowledge(): readonly EvaluatedKnowledge[] {
    return this.told;
  }

  /** A knowledge model was called. */
  tell(knowledge: Omit<EvaluatedKnowledge, 'before'>): void {
    if (this.told.length < MAX_TOLD_KNOWLEDGE) this.told.push({ ...knowledge, before: this.made });
  }

  value(expression: Expression, known: Known): DecidedValue {
    if (expression.language === 'javascript') return this.script(expression.text, known);
    if (expression.language === 'juel') return juelValue(this.juel(expression.text, known));
    return untyped(this.feel(expression.text, feelNames(known)), this.semantics);
  }

  feel(text: string, names: FeelNames): FeelValue {
    return this.guard(() => this.session.value(text, names));
  }

  /** The cell of a table holds for the value of its input; null: there is none, and its name means what it means outside. */
  passes(test: Expression, input: DecidedValue | null, variable: string, known: Known): boolean {
    if (test.language !== 'juel' && test.language !== 'javascript') {
      const { feel } = input ?? known.get(variable) ?? this.variable(variable);
      return this.guard(() => this.session.passes(test.text, feel, [variable], feelNames(known)));
    }
    const seen = input === null ? known : new Map([...known, [variable, input]]);
    const result = test.language === 'juel' ? this.juel(test.text, seen) : this.script(test.text, seen).value;
    return result.type === 'Boolean' && result.text === 'true';
  }

  private variable(name: string): DecidedValue {
    const value = this.scope.lookup(name);
    return value ? ofVariable(value, true) : NOTHING;
  }

  /** Lists and objects of a script are of a class of its engine. */
  private script(text: string, known: Known): DecidedValue {
    this.guard(() => this.session.spend(1));
    const variables: Record<string, VariableValue> = {};
    for (const name of this.scope.names()) variables[name] = this.scope.lookup(name) ?? NOTHING.value;
    for (const [name, { value }] of known) variables[name] = value;
    const value = this.scope.script?.(text, variables) ?? null;
    if (value === null) throw cellFailed('ECMAScript', text);
    return juelValue(
      value.type === 'Json' && value.text !== null
        ? javaObject('com.oracle.truffle.polyglot.PolyglotMap', value.text)
        : value,
    );
  }

  private juel(text: string, known: Known): VariableValue {
    this.guard(() => this.session.spend(1));
    const expression = /^\s*[$#]\{/.test(text) ? text : `\${${text}}`;
    const result = evaluate(
      { language: 'juel', text: expression },
      { ...this.scope, lookup: (name) => known.get(name)?.value ?? this.scope.lookup(name) },
    );
    if (!result.ok) throw cellFailed('juel', expression);
    return result.value;
  }

  private guard<T>(compute: () => T): T {
    try {
      return compute();
    } catch (error) {
      if (error instanceof FeelSessionFailure) throw expressionFailed(this.semantics, error.message);
      throw error;
    }
  }
}

const NO_NAMES: FeelNames = new Map();
const names = new WeakMap<Known, FeelNames>();

/** The same names serve all cells of a table. */
function feelNames(known: Known): FeelNames {
  if (known.size === 0) return NO_NAMES;
  let found = names.get(known);
  if (!found) {
    found = new Map([...known].map(([name, { feel }]) => [name, feel]));
    names.set(known, found);
  }
  return found;
}
