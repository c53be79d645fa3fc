import { tableContracts } from './on-tables.ts';

tableContracts('dynalite');
