/** Name and version written into documents and kept beside them. */
export const PROGRAM = 'onefacture 0.1.0';
