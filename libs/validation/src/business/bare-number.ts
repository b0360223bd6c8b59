/** A number as its register writes it: without blanks, dots and hyphens that people put in to read it. */
export const bareNumber = (value: string): string => value.replaceAll(/[\s.-]/g, '').toUpperCase();
