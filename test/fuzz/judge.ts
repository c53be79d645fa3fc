import { errorMeanings } from '../../lib/beckn/errors.ts';
import { limits } from '../../lib/flow/limits.ts';
import { progressOf } from '../../lib/flow/order/progress.ts';
import type { Callback } from '../../lib/flow/ports/callbacks.ts';
import { breachesOf } from '../beckn/core.ts';
import { urlOf } from './buyers.ts';
import { provider } from './messages.ts';
import type { Done } from './scene.ts';
import type { Person } from './trips.ts';
import { Envelope, minor, readOf } from './wire.ts';

/** What must hold after every message. Each says what does not hold; nothing said is well. */

/** Customers, by what gives each of them away, and the buyer platforms that have written of them. */
export class People {
  private readonly byMark = new Map<string, { readonly person: Person; readonly knownTo: Set<string> }>();

  add(person: Person): void {
    const known = { person, knownTo: new Set<string>() };
    for (const mark of person.marks) this.byMark.set(mark.toLowerCase(), known);
  }

  /** From now on the platform knows whom it has written of. */
  wrote(buyer: string, text: string): void {
    for (const { knownTo } of this.in(text)) knownTo.add(buyer);
  }

  /** Of whom a text tells. */
  in(text: string): readonly { readonly person: Person; readonly knownTo: Set<string> }[] {
    const marks = text.toLowerCase().match(/qzwx[a-z]{6}|97\d{8}/g) ?? [];
    return marks.flatMap((mark) => this.byMark.get(mark) ?? []);
  }
}

/** Whatever was thrown, refused or logged. */
export function saidAmiss({ answer, crash, committed }: Done, people: People): readonly string[] {
  const refusal = answer?.refused === undefined ? '' : JSON.stringify(answer.body);
  const lines = [refusal, answer?.refused?.why ?? '', committed ? JSON.stringify(progressOf(committed)) : ''];
  return [
    ...(crash === undefined ? [] : [`it threw ${describe(crash)}`]),
    ...(answer?.refused?.code === 'defect' ? [`it broke its reader: ${describe(answer.refused.cause)}`] : []),
    ...(answer !== undefined && answer.status >= 500 ? [`the door answered ${answer.status}`] : []),
    ...(Buffer.byteLength(refusal) < MOST_REFUSAL_BYTES ? [] : [`a refusal of ${refusal.length} characters`]),
    ...lines
      .filter((line) => people.in(line).length > 0)
      .map((line) => `a refusal or a log line tells of a person: ${line}`),
  ];
}

const MOST_REFUSAL_BYTES = 2048;

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n') : String(error);

/** An ACK is a promise: the queue has it, and one callback comes, for its sender alone. */
export function answerAmiss(done: Done, signer: string, isKnown: boolean): readonly string[] {
  const { answer, queued, callbacks, again, crash } = done;
  if (answer === undefined || crash !== undefined) return [];
  const isAccepted = answer.status === 200;
  const [accepted] = queued;
  if (!isAccepted) return queued.length === 0 ? [] : ['it was refused, and queued all the same'];
  if (accepted === undefined || queued.length > 1) return [`an ACK with ${queued.length} messages on the queue`];
  const { buyer, messageId } = accepted.request.context;
  const astray = callbacks.filter((one) => one.receiver !== signer || one.messageId !== messageId);
  return [
    ...(buyer.id === signer ? [] : [`signed by ${signer}, and taken for ${buyer.id}`]),
    ...astray.map(
      ({ receiver, messageId: id }) => `a callback to ${receiver} under ${id} answers ${signer}, ${messageId}`,
    ),
    // The first of the same bytes was answered: copies may be left to that answer (decisions 11 and 50).
    ...(callbacks.length === 1 || (isKnown && callbacks.length === 0)
      ? []
      : [`an ACK was answered by ${callbacks.length} callbacks`]),
    ...(again === undefined || isSame(callbacks, again)
      ? []
      : [`delivered again it is answered otherwise: ${callbacks[0]?.body}\n${again[0]?.body}`]),
  ];
}

const isSame = (some: readonly Callback[], others: readonly Callback[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

/** A breach that only echoes an odd id or address of the sender's own is none of ours. */
const ECHO = /^\/context\/(transaction_id|message_id)$|\/(billing|contact)\/email$/;

/** What is wrong with a callback, whatever it answers; `echoed` hears of what is the sender's own oddity. */
export function callbackAmiss(callback: Callback, people: People, echoed: (path: string) => void): readonly string[] {
  const { receiver, url, action, body } = callback;
  const said = readOf(callback);
  const parsed = Envelope.safeParse(said);
  if (!parsed.success) return [`${action} has no form: ${parsed.error.message}`];
  const { context, message, error } = parsed.data;
  const quote = message?.order?.quote;
  const total = quote?.breakup.reduce((sum, { price }) => sum + minor(price.value), 0);
  const faults = {
    'is not for its receiver':
      context.bap_id !== receiver || context.bap_uri !== url || !url.startsWith(urlOf(receiver)),
    'is not of the provider': context.bpp_id !== provider.id || context.bpp_uri !== provider.url,
    'is of another action': context.action !== action,
    'is of another transaction': context.transaction_id !== callback.transactionId,
    'is under another id': context.message_id !== callback.messageId,
    'says neither a message nor an error': message === undefined && error === undefined,
    'has a code that means nothing': error !== undefined && !Object.hasOwn(errorMeanings, error.code),
    'is too large': Buffer.byteLength(body) > limits.callbackBytes,
    'has a quote that is not the sum of its lines': quote !== undefined && total !== minor(quote.price.value),
    'tells of a customer of somebody else': people.in(body).some(({ knownTo }) => !knownTo.has(receiver)),
  };
  const breaches = breachesOf(action, said);
  for (const { path } of breaches.filter((one) => ECHO.test(one.path))) echoed(path);
  return [
    ...Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [`${action} ${fault}: ${brief(body)}`] : [])),
    ...breaches
      .filter(({ path }) => !ECHO.test(path))
      .map(({ path, message: why }) => `${action} breaks the schema at ${path}: ${why}: ${brief(body)}`),
  ];
}

const brief = (body: string): string => (body.length > 3000 ? `${body.slice(0, 3000)} ...` : body);

/** The words of a refusal tell of no person, unless the sender wrote the person where none belongs. */
export function refusalAmiss(callback: Callback, written: string, people: People): readonly string[] {
  const { error } = readOf(callback);
  if (error === undefined) return [];
  const told = people.in(JSON.stringify(error)).filter(({ person }) => !standsElsewhere(person, written));
  return told.map(({ person }) => `a refusal tells of ${person.name}: ${error.message}`);
}

const PERSONAL = /billing|customer|person|contact|support/;

function standsElsewhere({ marks }: Person, written: string): boolean {
  const stands = (value: unknown, path: string): boolean => {
    if (typeof value === 'object' && value !== null)
      return Object.keys(value).some((key) => isIn(key) || stands(Reflect.get(value, key), `${path}.${key}`));
    return !PERSONAL.test(path) && isIn(String(value));
  };
  const isIn = (text: string) => marks.some((mark) => text.includes(mark));
  try {
    return stands(JSON.parse(written), '');
  } catch {
    return false;
  }
}
