export { PROGRAM } from '@onefacture/config';
