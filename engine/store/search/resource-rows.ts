import type { Instant, Key } from '../../core/state.ts';

/** What was deployed, as searches give it. */

export interface DeploymentRow {
  key: Key;
  name: string | null;
  source: string | null;
  tenantId: string | null;
  deployedAt: Instant;
}

export interface ResourceRow {
  key: Key;
  deploymentKey: Key;
  name: string;
  checksum: string;
}

export interface DefinitionSearchRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  processId: string;
  version: number;
  name: string | null;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isSuspended: boolean;
  isLatest: boolean;
  isStartableInTasklist: boolean;
  historyTtlDays: number | null;
  deployedAt: Instant;
  category: string | null;
  starterUsers: readonly string[];
  starterGroups: readonly string[];
}

export interface FormDefinitionRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  formId: string;
  version: number;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isLatest: boolean;
  isDeleted: boolean;
  deployedAt: Instant;
}

export interface DecisionRequirementsRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  requirementsId: string;
  version: number;
  name: string | null;
  namespace: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isLatest: boolean;
  deployedAt: Instant;
}

export interface DecisionDefinitionRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  requirementsKey: Key | null;
  requirementsId: string | null;
  requirementsVersion: number | null;
  requirementsName: string | null;
  decisionId: string;
  version: number;
  name: string | null;
  namespace: string | null;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isLatest: boolean;
  historyTtlDays: number | null;
  deployedAt: Instant;
}
