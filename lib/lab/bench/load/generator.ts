import { type KeyObject, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { importPrivateKey, importPublicKey } from '../../../beckn/signing/keys.ts';
import { signatureHeader } from '../../../beckn/signing/sign.ts';
import { newMessage, type Sent } from '../messages.ts';
import { BUYER_ID, type Command, type FromGenerator, KEY_ID } from './commands.ts';
import { Door } from './door.ts';
import { Ledger } from './ledger.ts';
import { isAccepted } from './post.ts';

/** A buyer platform in a process of its own, so that what it costs can be told from what the network costs. */
const PATIENCE_MS = 15_000;
const SIGNATURE_SECONDS = 300;

let ledger = new Ledger();
let ledgerSeconds = 1;
let network: { readonly url: string; readonly key: KeyObject } | undefined;
const door = new Door((callback) => ledger.call(callback));

await door.open();
tell({ kind: 'ready', url: door.url });
process.on('disconnect', () => process.exit());
process.on('message', (command: Command) => {
  void obey(command).then(() => tell({ kind: 'done', report: ledger.report(ledgerSeconds) }));
});

function tell(message: FromGenerator): void {
  process.send?.(message);
}

async function obey(command: Command): Promise<void> {
  switch (command.kind) {
    case 'join':
      network = { url: command.url, key: importPrivateKey(command.privateKey) };
      door.providerKey = importPublicKey(command.providerKey);
      return;
    case 'load':
      begin(command.seconds);
      await load(command);
      return;
    case 'lengthen':
      begin(1);
      await lengthen(command);
      return;
    case 'replay':
      begin(1);
      await send({ times: command.times });
      await sleep(2000);
      return;
    case 'settle':
      for (const end = Date.now() + command.seconds * 1000; Date.now() < end && !ledger.isSettled; ) await sleep(50);
      return;
    case 'door':
      if (command.isOpen) await door.open();
      else door.close();
      return;
    default:
      command satisfies never;
  }
}

function begin(seconds: number): void {
  ledger = new Ledger();
  ledgerSeconds = seconds;
}

type CommandOf<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

async function load({ inFlight, seconds, until, pauseMs = 0, action }: CommandOf<'load'>): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const keepSending = async () => {
    while (Date.now() < end) {
      const { wasAccepted, called } = await send({ action });
      if (wasAccepted && until === 'callback') await patiently(called);
      if (pauseMs > 0 || !wasAccepted) await sleep(Math.max(pauseMs, 10));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, keepSending));
}

let transactions: readonly string[] = [];

/** The messages of a transaction follow each other, as a buyer's do. */
async function lengthen({ transactions: many, areNew, by, inFlight }: CommandOf<'lengthen'>): Promise<void> {
  if (areNew) transactions = Array.from({ length: many }, () => randomUUID());
  const left = transactions.slice(0, many);
  const keepSending = async () => {
    for (let transactionId = left.pop(); transactionId !== undefined; transactionId = left.pop())
      for (let sent = 0; sent < by; sent += 1) await patiently((await send({ transactionId })).called);
  };
  await Promise.all(Array.from({ length: inFlight }, keepSending));
}

async function patiently(called: Promise<void>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([called, sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

interface Sending {
  readonly action?: Sent;
  readonly transactionId?: string;
  readonly times?: number;
}

async function send({ action = 'select', transactionId, times = 1 }: Sending) {
  if (network === undefined) throw new Error('the generator has joined no network');
  const { url, key } = network;
  const { messageId, body } = newMessage(action, {
    buyer: { id: BUYER_ID, url: door.url },
    providerUrl: `${url}/bpp`,
    transactionId,
  });
  const created = Math.floor(Date.now() / 1000);
  const expires = created + SIGNATURE_SECONDS;
  const authorization = signatureHeader({ subscriberId: BUYER_ID, keyId: KEY_ID, key, body, created, expires });
  const called = ledger.send(messageId, `on_${action}`);
  const answers = Array.from({ length: times }, () => isAccepted(`${url}/bpp/${action}`, body, authorization));
  const wasAccepted = (await Promise.all(answers)).every((isAck) => isAck);
  if (wasAccepted) ledger.accept(messageId);
  return { wasAccepted, called };
}
