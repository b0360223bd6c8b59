/** A closed list of codes, kept as one text so that it reads as data. Separators are blanks and line ends. */
export function codeSet(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
