import { lookup as resolve } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/** Whether an address is reachable from everywhere, and so no way into our own network. */
export const isPublicAddress = (address: string): boolean =>
  isIPv6(address)
    ? globalUnicast.check(address, 'ipv6') && !reserved6.check(address, 'ipv6')
    : !reserved4.check(address, 'ipv4');

export class PrivateAddress extends Error {
  readonly code = 'private-address';
}

/** Resolves once for a connection, and refuses a name that has any address of a private network among its own. */
export const publicLookup =
  (options: { readonly allowLoopback: boolean }): LookupFunction =>
  (hostname, { all = false, ...wanted }, callback) => {
    const mayLoop = options.allowLoopback && hostname === 'localhost';
    resolve(hostname, { ...wanted, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const hidden = addresses.find(({ address }) => !isPublicAddress(address) && !(mayLoop && isLoopback(address)));
      const [first] = addresses;
      if (hidden !== undefined || first === undefined)
        return callback(new PrivateAddress(`${hostname} has an address of a private network`), []);
      return all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };

export const isLoopback = (address: string): boolean => address === '127.0.0.1' || address === '::1';

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** RFC 6890 and its successors: this host, private, shared (CGNAT), loopback, link-local, documentation, benchmarks, multicast, future. */
const reserved4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** All that is routed; loopback, v4-mapped, NAT64, ULA, link-local and multicast lie outside. */
const globalUnicast = blockList('ipv6', ['2000::/3']);

/** Protocol assignments with Teredo, documentation, 6to4. */
const reserved6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
