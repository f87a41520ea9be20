import { Decisions } from './decisions.ts';
import { DefinitionRemoval } from './models/definition-removal.ts';
import { Deployments, type DeploymentsParts } from './models/deployments.ts';
import type { EngineBase } from './engine-base.ts';
import type { EngineWork } from './engine-work.ts';
import { runStartJob } from './starts/start-jobs.ts';
import { Suspensions } from './models/suspensions.ts';
import { TreelessJobs } from './starts/treeless-jobs.ts';

export type EngineModels = ReturnType<typeof connectModels>;

/** What changes definitions: they come, go and rest, and their start events wait. */
export function connectModels(base: EngineBase, { executor, dueJobs }: EngineWork, hasMailServer: boolean) {
  const { definitions, decisionRegistry, hub } = base;
  const wake = () => {
    dueJobs.wake();
  };
  const suspensions = new Suspensions({
    ...base,
    executor,
    changed: (definitionKeys) => {
      definitions.forget(definitionKeys);
      hub.changed('definition', definitionKeys);
      wake();
    },
    planned: wake,
  });
  const deploymentParts: DeploymentsParts = {
    ...base,
    hasMailServer,
    restUntil: (connection, definitionKeys, at) => suspensions.restUntil(connection, definitionKeys, at),
    changed: (definitionKeys, made) => {
      forgetModels(base, definitionKeys);
      for (const definition of made) definitions.remember(definition);
      hub.changed('definition', definitionKeys);
      wake();
    },
  };
  const treelessJobs = new TreelessJobs({
    ...base,
    suspensions,
    start: (job, startOptions) => runStartJob({ ...base, executor }, job, startOptions),
    wake,
  });
  const decisions = new Decisions({
    ...base,
    registry: decisionRegistry,
    changed: (key) => {
      decisionRegistry.forget();
      hub.changed('definition', [key]);
    },
  });
  return {
    suspensions,
    deployments: new Deployments(deploymentParts),
    removal: new DefinitionRemoval(deploymentParts),
    treelessJobs,
    decisions,
  };
}

/** Definitions came, changed or went, here or on another node; no keys: any of them. */
export function forgetModels(
  { definitions, decisionRegistry, forms }: EngineBase,
  definitionKeys: readonly string[],
): void {
  definitions.forget(definitionKeys);
  decisionRegistry.forget();
  forms.forget();
}
