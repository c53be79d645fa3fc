import { createHash } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodb } from '../../lib/aws/clients.ts';
import { questionStore } from '../../lib/aws/question-store.ts';
import { requestsDuring } from './requests.ts';

const DAY_SECONDS = 24 * 3600;
let count = 0;
const newQuestion = () => JSON.stringify(['rider.example', 'search', `m-${++count}`, 'digest']);

/** What the flow expects of whoever remembers what was asked. */
export function questionsContract(): void {
  describe('questions', () => {
    const questions = questionStore('Questions');

    test('are answered to the delivery that came first, each time that it comes', async () => {
      const name = newQuestion();
      const answers = [];
      for (const delivery of ['d-1', 'd-2', 'd-1', 'd-3']) answers.push(await questions.isFirst(name, delivery));
      expect(answers).toEqual([true, false, true, false]);
    });

    test('have one first delivery, also where many come at once', async () => {
      const name = newQuestion();
      const deliveries = Array.from({ length: 20 }, (_, index) => `d-${index}`);
      const answers = await Promise.all(deliveries.map((delivery) => questions.isFirst(name, delivery)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test('are told apart, however long their names are', async () => {
      const long = (last: string) => `${'x'.repeat(5000)}${last}`;
      expect(await questions.isFirst(long('a'), 'd-1')).toBe(true);
      expect(await questions.isFirst(long('b'), 'd-2')).toBe(true);
      expect(await questions.isFirst(long('a'), 'd-2')).toBe(false);
    });

    test('are remembered for longer than the same bytes are let in: a day, by a clock that is a little ahead', async () => {
      const name = newQuestion();
      await questions.isFirst(name, 'd-1');
      const question = createHash('sha256').update(name).digest('base64url');
      const Key = { question: { S: question } };
      const { Item } = await dynamodb().send(new GetItemCommand({ TableName: 'Questions', Key }));
      const left = Number(Item?.expires?.N) - Date.now() / 1000;
      expect(left).toBeGreaterThan(DAY_SECONDS + 6 * 60);
      expect(left).toBeLessThan(2 * DAY_SECONDS);
    });

    test('take one request each', async () => {
      const name = newQuestion();
      expect(await requestsDuring(() => questions.isFirst(name, 'd-1'))).toEqual(['PutItem']);
      expect(await requestsDuring(() => questions.isFirst(name, 'd-2'))).toEqual(['PutItem']);
    });

    test('fail where they could not be asked, instead of being answered twice or never', async () => {
      await expect(questionStore('Nowhere').isFirst(newQuestion(), 'd-1')).rejects.toThrow();
    });
  });
}
