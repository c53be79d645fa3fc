/** Just enough of the curve to derive its eight points of small order instead of trusting a list of them. */

const p = 2n ** 255n - 19n;
const mod = (value: bigint): bigint => ((value % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n, square = mod(square * square))
    if (rest & 1n) result = mod(result * square);
  return result;
}

const inverse = (value: bigint): bigint => power(value, p - 2n);
const d = mod(-121665n * inverse(121666n));
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

export function add(one: Point, other: Point): Point {
  const product = mod(d * one.x * other.x * one.y * other.y);
  return {
    x: mod((one.x * other.y + one.y * other.x) * inverse(mod(1n + product))),
    y: mod((one.y * other.y + one.x * other.x) * inverse(mod(1n - product))),
  };
}

function multiply(point: Point, times: bigint): Point {
  let result: Point = { x: 0n, y: 1n };
  for (let double = point, rest = times; rest > 0n; rest >>= 1n, double = add(double, double))
    if (rest & 1n) result = add(result, double);
  return result;
}

function withY(y: bigint): Point | undefined {
  const squared = mod((y * y - 1n) * inverse(mod(d * y * y + 1n)));
  const root = power(squared, (p + 3n) / 8n);
  const x = [root, mod(root * power(2n, (p - 1n) / 4n))].find((candidate) => mod(candidate * candidate) === squared);
  return x === undefined ? undefined : { x, y };
}

/** A point times the order of the large group has order 8 for half of all points. */
export const torsionGenerator: Point = findGenerator();

function findGenerator(): Point {
  for (let y = 2n; ; y += 1n) {
    const point = withY(y);
    if (point === undefined) continue;
    const torsion = multiply(point, order);
    if (multiply(torsion, 4n).y !== 1n) return torsion;
  }
}

/** Canonical or not: both signs, and y also as y + p where that fits into 255 bits. */
export const encodings = ({ y }: Point): Buffer[] =>
  [y, y + p]
    .filter((written) => written < 2n ** 255n)
    .flatMap((written) => [written, written + 2n ** 255n])
    .map((written) => Buffer.from(written.toString(16).padStart(64, '0'), 'hex').reverse());
