/** What a mail says, before it is set as text and as HTML. */
export interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the letter is about, one after the other, each with what may be done about it. */
  readonly items?: readonly { readonly words: string; readonly label: string; readonly link: string }[];
  /** What the reader may do about all of it. */
  readonly action?: { readonly label: string; readonly link: string };
  /** Small print after the action. */
  readonly note?: string;
}

/** A mail as it is sent. */
export interface SetLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LONGEST_NAME = 120;
const SIGNATURE = 'onefacture';

/**
 * Somebody's own words (a name, an address) as one short line: whoever names an organisation must not be able to
 * write the mail.
 */
export function inline(words: string): string {
  const line = words.replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME - 1)}…`;
}

/** Sets a letter as plain text and as simple HTML that needs nothing from elsewhere. */
export function setLetter({ subject, paragraphs, items = [], action, note }: Letter, language: string): SetLetter {
  const blocks = [
    ...paragraphs,
    ...items.map(({ words, label, link }) => `${words}\n${label}: ${link}`),
    ...(action ? [`${action.label}:\n${action.link}`] : []),
    ...(note ? [note] : []),
  ];
  const html = [
    ...paragraphs.map((each) => `<p>${escaped(each)}</p>`),
    ...items.map(
      ({ words, label, link }) => `<p>${escaped(words)}<br><a href="${escaped(link)}">${escaped(label)}</a></p>`,
    ),
    ...(action ? [button(action), `<p style="font-size:13px;color:#555">${escaped(action.link)}</p>`] : []),
    ...(note ? [`<p style="font-size:13px;color:#555">${escaped(note)}</p>`] : []),
  ];
  return {
    subject,
    text: `${[...blocks, `-- \n${SIGNATURE}`].join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;max-width:36em;margin:2em auto;padding:0 1em">
${html.join('\n')}
<p style="font-size:13px;color:#555">${SIGNATURE}</p>
</body></html>
`,
  };
}

const button = ({ label, link }: { readonly label: string; readonly link: string }): string =>
  `<p><a href="${escaped(link)}" style="display:inline-block;background:#0b4f8a;color:#fff;padding:.6em 1.2em;border-radius:4px;text-decoration:none">${escaped(label)}</a></p>`;

const escaped = (words: string): string =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
