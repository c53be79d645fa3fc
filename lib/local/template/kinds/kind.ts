import * as z from 'zod';

/** Where resources live: what ARNs and URLs of the local network are made of. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** Where the services of the cloud answer on this machine. */
  readonly endpoint: string;
  /** Where the network itself answers. */
  readonly url: string;
}

/** What `Ref` and `Fn::GetAtt` of a resource stand for. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A type of resource that is hosted here: the properties that count, and how others refer to it. */
export interface Kind<Properties> {
  readonly type: string;
  /** The property that gives it a name; without it the host makes one. */
  readonly named?: string;
  readonly properties: z.ZodType<Properties>;
  /** `property` reads one of its own properties. */
  identity(name: string, place: Place, property: (name: string) => string): Identity;
}

export const kind = <Properties>(definition: Kind<Properties>): Kind<Properties> => definition;

export const arn = ({ region, account }: Place, service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** A property that makes no difference on one machine. Any that is named nowhere is refused. */
export const moot = z.unknown().optional();
export const name = z.string().optional();
