const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  ...TEXT_ESCAPES,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** Legal XML characters as text of an element; a carriage return survives. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (found) => TEXT_ESCAPES[found] ?? found);

/** Legal XML characters as the value of an attribute in double quotes; line breaks and tabs survive. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<>\r"\t\n]/g, (found) => ATTRIBUTE_ESCAPES[found] ?? found);
