/** Name under which Camunda 7 shows what a business rule task decided to its output mappings, and the class of that. */
export const DECISION_RESULT = 'decisionResult';
export const DECISION_RESULT_CLASS = 'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultImpl';
