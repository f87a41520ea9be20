import { batch } from './batch.ts';
import { batchItem } from './batch-item.ts';
import type { ConceptSql } from './concept-sql.ts';
import { decisionDefinition } from './decision-definition.ts';
import { decisionInstance } from './decision-instance.ts';
import { decisionRequirements } from './decision-requirements.ts';
import { definition } from './definition.ts';
import { deployment } from './deployment.ts';
import { elementInstance } from './element-instance.ts';
import { execution } from './execution.ts';
import { form } from './form.ts';
import { formField } from './form-field.ts';
import { incident } from './incident.ts';
import { instance } from './instance.ts';
import { job } from './job.ts';
import { jobAttempt } from './job-attempt.ts';
import { messageCorrelation } from './message-correlation.ts';
import { operation } from './operation.ts';
import { resource } from './resource.ts';
import type { Concept } from './search.ts';
import { subscription } from './subscription.ts';
import { taskLink } from './task-link.ts';
import { userTask } from './user-task.ts';
import { variable } from './variable.ts';
import { variableHistory } from './variable-history.ts';

/** A concept without a line here does not compile. */
export const CONCEPTS: { readonly [C in Concept]: ConceptSql<C> } = {
  deployment,
  resource,
  definition,
  instance,
  elementInstance,
  variable,
  variableHistory,
  job,
  jobAttempt,
  userTask,
  taskLink,
  subscription,
  messageCorrelation,
  incident,
  operation,
  execution,
  batch,
  batchItem,
  decisionDefinition,
  decisionRequirements,
  decisionInstance,
  form,
  formField,
};
