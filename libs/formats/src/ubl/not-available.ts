/** Stands where the schema wants something that is not known: an order, a line of another document, a card network. */
export const NOT_AVAILABLE = 'NA';
