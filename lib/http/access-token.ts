import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header holds the credentials under this scheme; takes the same time wherever they differ. */
export function holdsToken(header: string | undefined, scheme: 'Bearer' | 'Token', credentials: string): boolean {
  const [given, ...rest] = (header ?? '').split(' ');
  if (given?.toLowerCase() !== scheme.toLowerCase()) return false;
  return timingSafeEqual(sha256(rest.join(' ').trim()), sha256(credentials));
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
