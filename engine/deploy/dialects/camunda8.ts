import { CAMUNDA8_SEMANTICS } from '../../graph/semantics.ts';
import type { Dialect } from '../dialect.ts';
import { bpmnChild } from '../model-reader.ts';
import { attributeOf } from '../xml-source.ts';
import { adHoc } from './camunda8/ad-hoc.ts';
import {
  feel,
  feelInside,
  feelOnly,
  feelOrText,
  foundText,
  idOf,
  ownExtension,
  ownExtensions,
} from './camunda8/attributes.ts';
import { callActivity } from './camunda8/call-activity.ts';
import { checkDeclarations } from './camunda8/check-declarations.ts';
import { checkGraph } from './camunda8/checks.ts';
import { conditionChanges } from './camunda8/condition-changes.ts';
import { decisionCall } from './camunda8/decision-call.ts';
import { onlyDefinition } from './camunda8/event-definition.ts';
import { embeddedForms, formDefinition } from './camunda8/form-definition.ts';
import { jobListeners } from './camunda8/job-listeners.ts';
import { jobPriority } from './camunda8/job-priority.ts';
import { mappings, pairsOf } from './camunda8/mappings.ts';
import { refuseSameHeaders } from './camunda8/refuse-same-headers.ts';
import { refuseSecond } from './camunda8/refuse-second.ts';
import { camunda8Refusals } from './camunda8/refusals.ts';
import { checkTimer } from './camunda8/timer.ts';
import { camunda8Vocabulary } from './camunda8/vocabulary.ts';
import { missingWork, scriptTask, userTask, work } from './camunda8/work.ts';

/** Models of Camunda 8: FEEL after `=`, jobs, `zeebe:` extensions. */
export const camunda8: Dialect = {
  semantics: CAMUNDA8_SEMANTICS,
  vocabulary: camunda8Vocabulary,
  refusals: camunda8Refusals,
  takesFlowsBackwards: true,
  namesNameless: () => false,
  chosenDefinition: onlyDefinition,
  throwsNeedWork: true,
  countsInstances: false,
  receivesWithoutMessage: false,
  expression: feel,
  thrownCode: feelOrText,
  escalationCode: feelOrText,
  condition(reader, at, elementId) {
    const language = attributeOf(at, 'language');
    if (language !== undefined) reader.unsupported(at, `A condition in the language '${language}'`, elementId);
    const text = at.text.trim();
    if (text !== '') return feelOnly(reader, at, text, elementId);
    reader.problem(at, foundText(text), elementId);
    return feel(text);
  },
  extras(reader, source) {
    refuseSecond(reader, source);
    refuseSameHeaders(reader, source);
    const properties = pairsOf(source, 'properties', 'property', 'name');
    return {
      inputs: mappings(reader, source, 'input'),
      outputs: mappings(reader, source, 'output'),
      ...jobListeners(reader, source),
      ...(Object.keys(properties).length > 0 && { properties }),
    };
  },
  work,
  decisionCall,
  logic: () => undefined,
  scriptTask,
  listeners: () => [],
  missingWork,
  userTask,
  callActivity,
  adHoc,
  // Kept as it stands: what is no expression is a text, and an incident when it is asked for. Nothing is no condition.
  completionCondition(reader, loop, elementId) {
    const condition = bpmnChild(loop, 'completionCondition');
    const language = condition && attributeOf(condition, 'language');
    if (condition && language !== undefined)
      reader.unsupported(condition, `<completionCondition> in the language '${language}'`, elementId);
    return condition && condition.text.trim() !== ''
      ? reader.checked(feelInside(condition.text), loop, elementId)
      : undefined;
  },
  multiInstance(reader, source, loop) {
    const [own, second] = ownExtensions(loop, 'loopCharacteristics');
    if (!own || second)
      reader.problem(loop, "Must have exactly one 'zeebe:loopCharacteristics' extension element", idOf(source));
    if (!own) return {};
    const elementVariable = attributeOf(own, 'inputElement');
    const outputCollection = attributeOf(own, 'outputCollection');
    const outputElement = attributeOf(own, 'outputElement');
    if (outputCollection && !outputElement)
      reader.problem(
        own,
        "Attribute 'outputElement' must be present if the attribute 'outputCollection' is set",
        idOf(source),
      );
    if (outputElement && !outputCollection)
      reader.problem(
        own,
        "Attribute 'outputCollection' must be present if the attribute 'outputElement' is set",
        idOf(source),
      );
    return {
      collection: feelOnly(reader, own, attributeOf(own, 'inputCollection'), idOf(source)),
      ...(elementVariable && { elementVariable }),
      ...(outputCollection && { outputCollection }),
      ...(outputElement && { outputElement: feelOnly(reader, own, outputElement, idOf(source)) }),
    };
  },
  timerPlace: (definition) => definition,
  timer: checkTimer,
  // What is local to the event: what its inputs have computed, and its start listeners brought.
  signalPayload: (_reader, { name }) =>
    name === 'intermediateThrowEvent' || name === 'endEvent' ? { payload: [{ kind: 'all', isLocal: true }] } : {},
  correlationKey(reader, message) {
    const [subscription, second] = ownExtensions(message, 'subscription');
    if (!subscription || second) {
      reader.problem(message, 'Must have exactly one zeebe:subscription extension element');
      return undefined;
    }
    return feelOnly(reader, subscription, attributeOf(subscription, 'correlationKey'), idOf(message));
  },
  errorVariables: () => ({}),
  escalationVariables: () => ({}),
  caughtCode(reader, event, definition, text) {
    const kind = definition.name === 'errorEventDefinition' ? 'error' : 'escalation';
    if (feel(text).language === 'feel')
      reader.problem(
        definition,
        `The ${kind}Code of the ${kind} catch event is not allowed to be an expression`,
        idOf(event),
      );
    return { language: 'literal', text };
  },
  asksConditionsAt: (tag) => tag === 'exclusiveGateway' || tag === 'inclusiveGateway',
  catchesDeclaredOnly: false,
  escalationHosts: new Set(['subProcess', 'adHocSubProcess', 'callActivity']),
  conditionChanges,
  errorMessage: () => undefined,
  undeclaredError: () => undefined,
  startEvent(reader, source) {
    const { formKey, formLink } = formDefinition(reader, source, 'formKey');
    return { ...(formKey && { formKey: formKey.text }), ...(formLink && { formLink }) };
  },
  process(reader, source) {
    const tag = ownExtension(source, 'versionTag');
    const versionTag = tag && attributeOf(tag, 'value');
    const forms = embeddedForms(reader, source);
    const defaultTaskPriority = jobPriority(reader, source);
    return {
      ...(versionTag !== undefined && { versionTag }),
      ...jobListeners(reader, source),
      ...(defaultTaskPriority && { defaultTaskPriority }),
      ...(Object.keys(forms).length > 0 && { embeddedForms: forms }),
      isStartableInTasklist: true,
      candidateStarterGroups: [],
      candidateStarterUsers: [],
    };
  },
  // Messages, errors and the like are judged where they are referred to.
  checkDeclarations,
  check: checkGraph,
};
