/** The parts of the official JavaScript client that the tests use; the package brings no types. */
declare module 'camunda-external-task-client-js' {
  export class Variables {
    get(name: string): unknown;
    set(name: string, value: unknown): Variables;
  }
  export interface Task {
    readonly id: string;
    readonly processInstanceId: string;
    readonly businessKey: string | null;
    readonly retries: number | null;
    readonly variables: Variables;
  }
  export interface TaskService {
    complete(task: Task, processVariables?: Variables, localVariables?: Variables): Promise<void>;
    handleFailure(
      task: Task,
      failure: {
        readonly errorMessage: string;
        readonly errorDetails?: string;
        readonly retries: number;
        readonly retryTimeout: number;
      },
    ): Promise<void>;
    handleBpmnError(task: Task, errorCode: string, errorMessage?: string, variables?: Variables): Promise<void>;
    extendLock(task: Task, newDuration: number): Promise<void>;
  }
  export class Client {
    constructor(options: {
      readonly baseUrl: string;
      readonly workerId?: string;
      readonly maxTasks?: number;
      readonly asyncResponseTimeout?: number;
      readonly lockDuration?: number;
      readonly interval?: number;
    });
    subscribe(
      topic: string,
      handler: (work: { readonly task: Task; readonly taskService: TaskService }) => Promise<void>,
    ): { unsubscribe(): void };
    on(event: string, listener: (...details: readonly unknown[]) => void): void;
    stop(): void;
  }
}
