import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DeploymentResult } from '@/engine/index.ts';
import { MAX_DEPLOYMENT_BYTES, MAX_DEPLOYMENT_FILES, MAX_UPLOAD_BYTES } from '../http/limits.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { deploymentErrors, unknownResources } from './deployment-errors.ts';
import { sendJson, tenantName } from './json-answer.ts';
import { commandProblem, unreadable } from './problem.ts';
import { checkTenant } from './request-checks.ts';

/** Fields beside the files; `tenantId` is the only one that is read. */
const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 1024;

interface DeploymentForm {
  readonly resources: readonly { readonly name: string; readonly content: Uint8Array }[];
  readonly tenantId: string | null;
}

/** `POST /deployments`: files as parts named `resources`. All are deployed, or none. */
export async function deploymentRoutes(app: FastifyInstance, { engine }: ApiContext): Promise<void> {
  app.removeAllContentTypeParsers();
  await app.register(multipart, {
    limits: {
      fileSize: MAX_DEPLOYMENT_BYTES,
      files: MAX_DEPLOYMENT_FILES,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
    },
  });

  app.post('/deployments', async (request, reply) => {
    if (!request.isMultipart()) throw unsupported();
    if (Number(request.headers['content-length'] ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge();
    const { resources, tenantId } = await readForm(request);
    if (resources.length === 0) throw unreadable("Required part 'resources' is not present.");
    checkTenant(tenantId, 'Deploy Resources');
    const unknown = unknownResources(resources.map(({ name }) => name));
    if (unknown !== null) throw commandProblem('CREATE', 400, 'INVALID_ARGUMENT', unknown);
    const deployed = await engine.deploy({
      name: null,
      source: null,
      tenantId: null,
      resources,
      duplicates: 'reuseDefinitions',
      dialect: 'camunda8',
      audit: auditOf(request, {
        operation: 'deployment.create',
        risk: 'guarded',
        targetKind: 'deployment',
        after: { resources: resources.map(({ name }) => name) },
      }),
    });
    if (deployed.kind === 'refused')
      throw commandProblem('CREATE', 400, 'INVALID_ARGUMENT', deploymentErrors(deployed.problems));
    return sendJson(reply, presentDeployment(deployed));
  });
}

const unsupported = () =>
  Object.assign(new Error('multipart/form-data is expected'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' });
const tooLarge = () => Object.assign(new Error('the deployment is too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' });

async function readForm(request: FastifyRequest): Promise<DeploymentForm> {
  const resources: { name: string; content: Uint8Array }[] = [];
  let tenantId: string | null = null;
  let bytes = 0;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const content = await part.toBuffer();
      bytes += content.byteLength;
      if (bytes > MAX_DEPLOYMENT_BYTES) throw tooLarge();
      if (part.fieldname === 'resources') resources.push({ name: part.filename, content });
    } else if (part.fieldname === 'tenantId' && typeof part.value === 'string') tenantId = part.value;
  }
  return { resources, tenantId };
}

function presentDeployment(deployment: DeploymentResult) {
  const tenantId = tenantName(deployment.tenantId);
  return {
    deploymentKey: deployment.key,
    tenantId,
    deployments: [
      ...deployment.definitions.map(({ processId, version, key, resourceName }) => ({
        processDefinition: {
          processDefinitionId: processId,
          processDefinitionVersion: version,
          processDefinitionKey: key,
          resourceName,
          tenantId,
        },
      })),
      ...deployment.decisions.map(({ decisionId, version, name, key, requirementsId, requirementsKey }) => ({
        decisionDefinition: {
          decisionDefinitionId: decisionId,
          version,
          name,
          tenantId,
          decisionRequirementsId: requirementsId,
          decisionDefinitionKey: key,
          decisionRequirementsKey: requirementsKey,
        },
      })),
      ...deployment.requirements.map(({ requirementsId, name, version, resourceName, key }) => ({
        decisionRequirements: {
          decisionRequirementsId: requirementsId,
          decisionRequirementsName: name,
          version,
          resourceName,
          tenantId,
          decisionRequirementsKey: key,
        },
      })),
      ...deployment.forms.map(({ formId, version, key, resourceName }) => ({
        form: { formId, version, formKey: key, resourceName, tenantId },
      })),
    ],
  };
}
