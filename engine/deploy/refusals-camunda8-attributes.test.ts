import { describe, expect, test } from 'vitest';
import { parse8, TO_T } from './model-for-tests.ts';

const task = (tag: string, content: string) =>
  `${TO_T}<${tag} id="t"><extensionElements>${content}</extensionElements></${tag}>`;
const JOB = '<zeebe:taskDefinition type="x"/>';
const listener = (attributes: string) =>
  task(
    'serviceTask',
    `${JOB}<zeebe:executionListeners><zeebe:executionListener ${attributes}/></zeebe:executionListeners>`,
  );
const headers = (content: string) => task('serviceTask', `${JOB}<zeebe:taskHeaders>${content}</zeebe:taskHeaders>`);
const sentencesOf = (body: string) => parse8(body).problems.map(({ path, message }) => `${path}: ${message}`);

const BOUND: readonly (readonly [string, string, string])[] = [
  ['calledElement', 'callActivity', 'processId="x"'],
  ['calledDecision', 'businessRuleTask', 'decisionId="x" resultVariable="r"'],
  ['formDefinition', 'userTask', 'formId="x"'],
];

describe.each(BOUND)('which version a <zeebe:%s> means', (word, tag, own) => {
  const refusedFor = (attributes: string) =>
    sentencesOf(task(tag, `<zeebe:${word} ${own} ${attributes}/>`)).map((sentence) =>
      sentence.replace(`t > extensionElements > ${word}: `, ''),
    );
  const KIND = "Attribute 'bindingType' must be one of: deployment, latest, versionTag";
  const WITHOUT_TAG = "Attribute 'versionTag' must be present and not empty if 'bindingType' is 'versionTag'";
  const ONLY_THERE = "Attribute 'versionTag' may only be used if 'bindingType' is 'versionTag'";

  test.each([
    ['', []],
    ['bindingType=""', []],
    ['bindingType="latest" versionTag=" "', []],
    ['bindingType="versionTag" versionTag="a"', []],
    ['bindingType="newest"', [KIND]],
    ['bindingType="versionTag"', [WITHOUT_TAG]],
    ['bindingType="versionTag" versionTag=" "', [WITHOUT_TAG]],
    ['versionTag="a"', [ONLY_THERE]],
    ['bindingType="newest" versionTag="a"', [KIND, ONLY_THERE]],
  ])('%s', (attributes, sentences) => {
    expect(refusedFor(attributes)).toEqual(sentences);
  });
});

describe('attributes and words that Camunda 8 asks for', () => {
  const AT_LISTENER = 't > extensionElements > executionListeners > executionListener';
  test.each([
    [listener('type="a"'), [`${AT_LISTENER}: Attribute 'eventType' must be present and not empty`]],
    [
      listener('eventType="" type=""'),
      [
        `${AT_LISTENER}: Attribute 'eventType' must be present and not empty`,
        `${AT_LISTENER}: Attribute 'type' must be present and not empty`,
      ],
    ],
    [listener('eventType="START" type="a"'), [`${AT_LISTENER}: Attribute 'eventType' must be one of [start, end]`]],
    [
      headers('<zeebe:header key="a" value="1"/><zeebe:header key="b"/><zeebe:header key="a" value="2"/>'),
      ["t > extensionElements > taskHeaders: Headers contain duplicate entries for key 'a'"],
    ],
    [
      headers('<zeebe:header value="1"/><zeebe:header key=""/>'),
      ["t > extensionElements > taskHeaders: Headers contain duplicate entries for key 'null'"],
    ],
    [
      task(
        'scriptTask',
        '<zeebe:script expression="=1" resultVariable="r"/><zeebe:script expression="=2" resultVariable="r"/>',
      ),
      ["t: Must have either one 'zeebe:script' or one 'zeebe:taskDefinition' extension element"],
    ],
    [
      task('scriptTask', `<zeebe:script expression="=1" resultVariable="r"/>${JOB}${JOB}`),
      ["t: Must have either one 'zeebe:script' or one 'zeebe:taskDefinition' extension element"],
    ],
    [
      task('sendTask', `${JOB}${JOB}`),
      ["t: Must have either one 'zeebe:publishMessage' or one 'zeebe:taskDefinition' extension element"],
    ],
    [
      task('businessRuleTask', '<zeebe:calledDecision decisionId="x" bindingType="newest"/>'),
      [
        "t > extensionElements > calledDecision: Attribute 'resultVariable' must be present and not empty",
        "t > extensionElements > calledDecision: Attribute 'bindingType' must be one of: deployment, latest, versionTag",
      ],
    ],
    [task('userTask', '<zeebe:userTask/><zeebe:priorityDefinition priority=""/>'), []],
  ])('%s', (body, sentences) => {
    expect(sentencesOf(body)).toEqual(sentences);
  });
});
