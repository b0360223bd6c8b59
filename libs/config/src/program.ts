/** Name and version of the program, written into the documents it makes and kept beside them. */
export const PROGRAM = 'onefacture 0.1.0';
