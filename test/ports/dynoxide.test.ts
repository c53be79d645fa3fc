import { tableContracts } from './on-tables.ts';

tableContracts('dynoxide');
