import type { BatchRow } from '@/engine/index.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { batchDefinitionId } from './batch-ids.ts';
import { BATCH_TYPES } from './batch-types.ts';

/** Items that one run of a seed job turns into jobs, and items of one job. */
export const JOBS_PER_SEED = 100;
const ITEMS_PER_JOB = 1;

const common = (row: BatchRow) => ({
  id: row.key,
  type: BATCH_TYPES[row.kind],
  totalJobs: row.total,
  batchJobsPerSeed: JOBS_PER_SEED,
  invocationsPerBatchJob: ITEMS_PER_JOB,
  seedJobDefinitionId: batchDefinitionId(row.key, 'seed'),
  monitorJobDefinitionId: batchDefinitionId(row.key, 'monitor'),
  batchJobDefinitionId: batchDefinitionId(row.key, 'execution'),
  tenantId: row.tenantId,
  createUserId: row.createdBy,
  startTime: dateText(row.createdAt),
  executionStartTime: optionalDateText(row.startedAt),
});

/** `BatchDto`. */
export const shownBatch = (row: BatchRow) => ({ ...common(row), jobsCreated: row.opened, suspended: row.isSuspended });

/** `BatchStatisticsDto`. */
export const shownStatistics = (row: BatchRow) => ({
  ...shownBatch(row),
  remainingJobs: row.remaining,
  completedJobs: row.total - row.remaining,
  failedJobs: row.failed,
});

/** `HistoricBatchDto`. */
export const shownHistoricBatch = (row: BatchRow) => ({
  ...common(row),
  endTime: optionalDateText(row.endedAt),
  removalTime: optionalDateText(row.removalAt),
});
