/** The characters of XML that count as white space come before any that shows, and no other does. */
const SPACE = 0x20;

/** Whether text between elements is only there for the eye. */
export const isBlank = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > SPACE) return false;
  return true;
};
