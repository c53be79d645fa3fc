import type { Stack } from './assembly.ts';
import { absent, resolve, type Scope, UnknownInTemplate } from './intrinsics.ts';
import type { Identity, Kind, Place } from './kinds/kind.ts';
import { kinds, unhosted } from './kinds.ts';

/** What the names in one stack stand for. */
export class StackScope implements Scope {
  readonly exported: Scope['exported'];
  readonly stack: Stack;
  private readonly place: Place;
  private readonly identities = new Map<string, Identity>();

  constructor(stack: Stack, ground: Pick<Place, 'endpoint' | 'url'>, exported: Scope['exported']) {
    this.stack = stack;
    this.place = { account: stack.account, region: stack.region, ...ground };
    this.exported = exported;
  }

  ref(name: string): unknown {
    if (Object.hasOwn(this.stack.template.Resources, name)) return this.identity(name).ref;
    const pseudo = this.pseudo(name);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.stack.template.Parameters[name];
    if (parameter?.Type === 'String' && parameter.Default !== undefined) return parameter.Default;
    throw new UnknownInTemplate(`${this.stack.name}: Ref to ${name}, which the local host does not know`);
  }

  attribute(resource: string, name: string): unknown {
    const value = this.identity(resource).attributes[name];
    if (value !== undefined) return value;
    throw new UnknownInTemplate(
      `${this.stack.name}: Fn::GetAtt ${resource}.${name}, which the local host does not know`,
    );
  }

  resolved(value: unknown): unknown {
    return atHome(resolve(value, this), this.place.url);
  }

  identity(id: string): Identity {
    const known = this.identities.get(id);
    if (known !== undefined) return known;
    const resource = this.stack.template.Resources[id];
    if (resource === undefined) throw new UnknownInTemplate(`${this.stack.name}: there is no resource ${id}`);
    const kind = kinds.find(({ type }) => type === resource.Type);
    const identity =
      kind === undefined
        ? this.unhostedIdentity(id, resource.Type)
        : kind.identity(this.nameOf(id, kind), this.place, (name) => String(resolve(resource.Properties[name], this)));
    this.identities.set(id, identity);
    return identity;
  }

  nameOf(id: string, { named }: Kind<unknown>): string {
    const given = named === undefined ? undefined : this.stack.template.Resources[id]?.Properties[named];
    return given === undefined ? `${this.stack.name}-${id}`.slice(-80) : String(resolve(given, this));
  }

  private unhostedIdentity(id: string, type: string): Identity {
    const name = `${this.stack.name}-${id}`;
    const arn = `arn:aws:${unhosted[type]}:${this.place.region}:${this.place.account}:${name}`;
    return { ref: type === 'AWS::SNS::Topic' ? arn : name, attributes: { Arn: arn, TopicArn: arn } };
  }

  private pseudo(name: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return this.place.account;
      case 'AWS::Region':
        return this.place.region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
      case 'AWS::StackId':
        return this.stack.name;
      case 'AWS::NoValue':
        return absent;
      default:
        return undefined;
    }
  }
}

/** The API's address is often put together from its id; here it is wherever the network answers. */
function atHome(value: unknown, url: string): unknown {
  if (typeof value === 'string') return value.replaceAll(/https:\/\/[\w-]+\.execute-api\.[\w-]+\.amazonaws\.com/g, url);
  if (Array.isArray(value)) return value.map((element) => atHome(element, url));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, atHome(element, url)]));
}
