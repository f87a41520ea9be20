import type { BoundaryEvent, CallActivity, ElementBase, Logic, MultiInstance, StartEvent, UserTask, Work } from '../graph/element.ts';
import type { Expression } from '../graph/expression.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Semantics } from '../graph/semantics.ts';
import type { ErrorTrigger, MessageTrigger } from '../graph/trigger.ts';
import type { ModelReader } from './model-reader.ts';
import type { XmlElement } from './xml-source.ts';

export type Extras = Partial<Pick<ElementBase, 'asyncBefore' | 'asyncAfter' | 'isExclusiveJob' | 'retryTimeCycle' | 'jobPriority' | 'properties'>> & Pick<ElementBase, 'inputs' | 'outputs'>;

/** What a notation adds to BPMN's own structure. Nothing else knows `camunda:` or `zeebe:`. */
export interface Dialect {
  readonly semantics: Semantics;
  readonly triesFlowsBackwards: boolean;
  /** Text of BPMN's own tags: conditions, timers, names of messages. */
  expression(text: string): Expression;
  extras(reader: ModelReader, source: XmlElement): Extras;
  work(reader: ModelReader, source: XmlElement, definition?: XmlElement): Work | undefined;
  logic(reader: ModelReader, source: XmlElement, definition?: XmlElement): Logic | undefined;
  /** The sentence for a task that names no implementation. */
  missingWork(source: XmlElement): string;
  /** A message thrown or an end event without implementation. */
  readonly throwsNeedWork: boolean;
  userTask(reader: ModelReader, source: XmlElement): Omit<UserTask, keyof ElementBase | 'kind' | 'boundaryIds' | 'defaultFlowId' | 'multiInstance'>;
  callActivity(reader: ModelReader, source: XmlElement): Pick<CallActivity, 'calledProcessId' | 'binding' | 'version' | 'versionTag' | 'businessKey' | 'variablesIn' | 'variablesOut'>;
  multiInstance(reader: ModelReader, source: XmlElement, loop: XmlElement): Pick<MultiInstance, 'collection' | 'elementVariable' | 'outputCollection' | 'outputElement' | 'asyncBefore' | 'asyncAfter' | 'retryTimeCycle'>;
  correlationKey(reader: ModelReader, message: XmlElement): MessageTrigger['correlationKey'];
  errorVariables(definition: XmlElement): Pick<ErrorTrigger, 'codeVariable' | 'messageVariable'>;
  errorMessage(error: XmlElement): Expression | undefined;
  startEvent(source: XmlElement): Pick<StartEvent, 'initiatorVariable' | 'formKey'>;
  process(reader: ModelReader, source: XmlElement): Pick<ProcessGraph, 'versionTag' | 'historyTimeToLiveDays' | 'defaultJobPriority' | 'defaultTaskPriority' | 'isStartableInTasklist' | 'candidateStarterGroups' | 'candidateStarterUsers'>;
}
export type BoundaryAttachment = Pick<BoundaryEvent, 'attachedToId' | 'isInterrupting'>;
