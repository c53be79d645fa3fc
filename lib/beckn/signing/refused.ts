/** Every reason why a signature does not count, in words that help its sender. */
const refusals = {
  'signature-missing': 'an Authorization header of the scheme Signature was expected',
  'signature-repeated': 'exactly one signature was expected',
  'signature-scheme': 'the scheme Signature was expected',
  'signature-malformed': 'name="value" pairs separated by commas were expected',
  'parameter-missing': 'keyId, algorithm, created, expires, headers and signature were expected',
  'parameter-repeated': 'each parameter was expected once',
  'algorithm-unsupported': 'algorithm="ed25519" was expected',
  'key-id-malformed': 'keyId="subscriber|key|ed25519" was expected, ending like the algorithm',
  'headers-unsupported': 'headers="(created) (expires) digest" was expected',
  'time-malformed': 'created and expires were expected as whole seconds since 1970',
  'signature-encoding': '64 bytes in canonical padded base64 were expected as the signature',
  'signature-malleable': 'the second half of the signature is not below the order of the group',
  'window-invalid': 'expires was expected after created, by an hour at the most',
  'created-in-future': 'created lies in the future: check your clock',
  'signature-expired': 'the signature has expired: sign again and check your clock',
  'signature-mismatch':
    'the signature does not fit these bytes and the registered key: sign the body exactly as it is sent',
  'subscriber-unknown': 'a subscriber of the registry was expected',
  'role-unfit': 'a subscriber whose registered type may send this was expected',
  'key-unknown': 'a key id of the registry was expected',
  'key-refused': 'the registered key is not a safe Ed25519 key: register another',
  'subscription-invalid': 'a subscription that is SUBSCRIBED and within its validity was expected',
  'network-unfit': 'a subscription for the network of context.domain was expected',
  'sender-mismatch': 'the signature of context.bap_id itself was expected',
  'object-signed': 'the text "[object Object]" was signed: sign the serialised body, as it is sent',
} as const;

export type SignatureRefusal = keyof typeof refusals;

export class SignatureRefused extends Error {
  readonly code: SignatureRefusal;

  constructor(code: SignatureRefusal) {
    super(refusals[code]);
    this.code = code;
  }
}
