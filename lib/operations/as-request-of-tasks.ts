import { call, type CallsOf, either, jsonValues, seven, typedValues } from './rest-calls.ts';

export const taskCalls: CallsOf = {
  'task.assign': ({ taskKey, assignee }, facts) =>
    either(
      facts,
      [call('POST', `/engine-rest/task/${taskKey}/assignee`, { userId: assignee })],
      [
        assignee === null
          ? call('DELETE', `/v2/user-tasks/${taskKey}/assignee`)
          : call('POST', `/v2/user-tasks/${taskKey}/assignment`, { assignee, allowOverride: true }),
      ],
    ),
  'task.delegate': ({ taskKey, userId }, facts) =>
    seven(facts, call('POST', `/engine-rest/task/${taskKey}/delegate`, { userId })),
  'task.resolve': ({ taskKey, variables }, facts) => {
    const values = typedValues(variables);
    return values && seven(facts, call('POST', `/engine-rest/task/${taskKey}/resolve`, { variables: values }));
  },
  'task.complete-for': ({ taskKey, variables }, facts) => {
    const [typed, json] = [typedValues(variables), jsonValues(variables)];
    return either(
      facts,
      typed && [call('POST', `/engine-rest/task/${taskKey}/complete`, { variables: typed })],
      json && [call('POST', `/v2/user-tasks/${taskKey}/completion`, { variables: json })],
    );
  },
  'task.delete': ({ taskKey }) => [call('DELETE', `/engine-rest/task/${taskKey}`)],
};
