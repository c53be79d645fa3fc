import { operationsContract } from './on-tables.ts';

operationsContract('dynalite');
