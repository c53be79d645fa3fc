import { provider } from '../crash/asking.ts';
import { topologyOf } from './cloud/topology.ts';
import { type Change, type Product, productOf } from './product.ts';
import { sourcesOf, World } from './world.ts';

const topology = topologyOf();

export const buildProduct = (changes: readonly Change[] = []): Promise<Product> =>
  productOf(sourcesOf(topology), changes);

/** A world with the product in it, as it is or with some places written otherwise. */
export async function openStage(changes: readonly Change[] = []): Promise<World> {
  const product = await buildProduct(changes);
  const world = new World(topology, product);
  await world.stock(product, 'ev-charging', [provider]);
  // Errors that nobody reads are made by the thousand.
  Error.stackTraceLimit = 0;
  return world;
}
