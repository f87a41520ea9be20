import type { Instant, Key } from './core/state.ts';
import type { AuditRecord } from './store/audit-record.ts';

export interface DeploymentRequest {
  readonly name: string | null;
  readonly source: string | null;
  readonly tenantId: string | null;
  readonly resources: readonly { readonly name: string; readonly content: Uint8Array }[];
  /** Until then what is new rests. */
  readonly activateAt?: Instant;
  /** What a file of decisions is that does not say for which Camunda it was drawn, and a form, which never does. */
  readonly dialect?: 'camunda7' | 'camunda8';
  /**
   * deployAll: every file is a new version. deployChanged: files equal to those of the deployment before are left out.
   * reuseDeployment: that is the answer when no file changed. reuseDefinitions (Camunda 8): what the newest versions
   * hold is the answer, by name and content of the files, when that is so for all of them; with one that is new, all
   * are new versions.
   */
  readonly duplicates: 'deployAll' | 'reuseDeployment' | 'deployChanged' | 'reuseDefinitions';
  readonly audit?: AuditRecord;
}

export interface DeploymentResult {
  readonly kind: 'deployed';
  readonly key: Key;
  readonly name: string | null;
  readonly source: string | null;
  readonly tenantId: string | null;
  readonly deployedAt: Instant;
  readonly isNew: boolean;
  readonly definitions: readonly (DefinitionRow & { readonly isNew: boolean })[];
  readonly decisions: readonly (DecisionRow & { readonly isNew: boolean })[];
  readonly requirements: readonly (RequirementsRow & { readonly isNew: boolean })[];
  readonly forms: readonly (FormRow & { readonly isNew: boolean })[];
  /** What runs, but is likely not meant so, and what is missing yet; in the log and the audit entry too. */
  readonly warnings: readonly DeploymentProblem[];
}

export interface FormRow {
  readonly key: Key;
  readonly formId: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly resourceName: string;
  readonly deploymentKey: Key;
  readonly tenantId: string | null;
}

export interface DecisionRow {
  readonly key: Key;
  readonly decisionId: string;
  readonly version: number;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly versionTag: string | null;
  readonly resourceName: string;
  readonly deploymentKey: Key;
  readonly tenantId: string | null;
  readonly requirementsKey: Key | null;
  readonly requirementsId: string | null;
  readonly requirementsVersion: number | null;
  readonly historyTtlDays: number | null;
}

export interface RequirementsRow {
  readonly key: Key;
  readonly requirementsId: string;
  readonly version: number;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly resourceName: string;
  readonly deploymentKey: Key;
  readonly tenantId: string | null;
}

export interface DefinitionRow {
  readonly key: Key;
  readonly processId: string;
  readonly version: number;
  readonly name: string | null;
  readonly versionTag: string | null;
  readonly resourceName: string;
  readonly deploymentKey: Key;
  readonly tenantId: string | null;
  readonly isSuspended: boolean;
  readonly historyTtlDays: number | null;
  readonly isStartableInTasklist: boolean;
}

/** Everything that is wrong with the files, at once. Nothing was deployed. */
export interface DeploymentRefusal {
  readonly kind: 'refused';
  readonly problems: readonly DeploymentProblem[];
}

export interface DeploymentProblem {
  readonly resource: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly elementId: string | null;
  /** Of what refers to nothing: the last line of the file, where the originals know it. */
  readonly lastLine?: number;
  /** The nearest id and the tags below it, as Camunda 8 names a place: `pay > extensionElements > taskDefinition`. */
  readonly path?: string;
  readonly severity: 'error' | 'warning';
  /**
   * notXml: could not be read at all; start: what would start the process cannot be waited for; duplicate: another file
   * has the id too; unavailable: this node was not given what it needs; the others are sentences about an element.
   */
  readonly kind: 'notXml' | 'model' | 'limit' | 'start' | 'duplicate' | 'unavailable';
  /** The class of exception that Camunda 7 has of it, where that is not the one of all refusals. */
  readonly exception?: string;
  /** The file is DMN, or a form, of which both Camundas speak in sentences of their own. */
  readonly language?: 'decisions' | 'requirements' | 'forms';
  /** Of a form: why it is none. */
  readonly fault?: 'unreadable' | 'noId' | 'blankId';
  /** Of a duplicate: the file that had `elementId` before. */
  readonly otherResource?: string;
}
