import type { RouteTable } from '../call.ts';
import { historicActivityInstanceRoutes } from './activity-instance.ts';
import { cleanUpRoutes } from './clean-up.ts';
import { historicDecisionInstanceRoutes } from './decision-instance.ts';
import { historicDefinitionStatisticsRoutes } from './definition-statistics.ts';
import { historicDetailRoutes } from './detail.ts';
import { externalTaskLogRoutes } from './external-task-log.ts';
import { identityLinkLogRoutes } from './identity-link-log.ts';
import { historicIncidentRoutes } from './incident.ts';
import { jobLogRoutes } from './job-log.ts';
import { historicProcessInstanceRoutes } from './process-instance.ts';
import { historicTaskRoutes } from './task.ts';
import { reportRoutes } from './reports.ts';
import { userOperationRoutes } from './user-operation.ts';
import { historicVariableInstanceRoutes } from './variable-instance.ts';

/** `/history`: all that lives and has lived, from the same rows. */
export function historyRoutes(routes: RouteTable): void {
  for (const add of [
    historicProcessInstanceRoutes,
    historicActivityInstanceRoutes,
    historicVariableInstanceRoutes,
    historicDetailRoutes,
    historicIncidentRoutes,
    historicTaskRoutes,
    externalTaskLogRoutes,
    jobLogRoutes,
    historicDefinitionStatisticsRoutes,
    userOperationRoutes,
    historicDecisionInstanceRoutes,
    identityLinkLogRoutes,
    reportRoutes,
    cleanUpRoutes,
  ])
    add(routes);
}
