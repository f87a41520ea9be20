import { call, type CallsOf, jsonValues, seven, typedValues } from './rest-calls.ts';

export const messageCalls: CallsOf = {
  'message.correlate': ({ instanceKey, name, variables }, facts) => {
    const values = typedValues(variables);
    return (
      values &&
      seven(
        facts,
        call('POST', '/engine-rest/message', {
          messageName: name,
          processInstanceId: instanceKey,
          processVariables: values,
        }),
      )
    );
  },
  'message.send': ({ name, businessKey, correlationKeys, variables, isForAll = false, tenantId }) => {
    const [keys, values] = [typedValues(correlationKeys), typedValues(variables)];
    return (
      keys &&
      values && [
        call('POST', '/engine-rest/message', {
          messageName: name,
          ...(businessKey !== undefined && { businessKey }),
          ...(tenantId !== undefined && { tenantId }),
          correlationKeys: keys,
          processVariables: values,
          all: isForAll,
        }),
      ]
    );
  },
  'message.publish': ({ name, correlationKey, messageId, timeToLiveMs, variables, tenantId }) => {
    const values = jsonValues(variables);
    return (
      values && [
        call('POST', '/v2/messages/publication', {
          name,
          correlationKey,
          timeToLive: timeToLiveMs,
          ...(messageId !== undefined && { messageId }),
          ...(tenantId !== undefined && { tenantId }),
          variables: values,
        }),
      ]
    );
  },
  'signal.broadcast': ({ name, variables, tenantId }) => {
    const values = typedValues(variables);
    return (
      values && [
        call('POST', '/engine-rest/signal', { name, ...(tenantId !== undefined && { tenantId }), variables: values }),
      ]
    );
  },
  'message.replay': () => null,
  'message.attach': () => null,
  'message.replay-many': () => null,
  'message.mark-many': () => null,
  'message.watch': () => null,
  'message.mark': () => null,
  'message.rule': () => null,
};
