import { ERROR_CODES, ERRORS, type ErrorCode, type ErrorEntry } from '@onefacture/errors';
import { escapeHtml } from '@onefacture/formats';
import { statusOf } from '../http/problem.js';
import { htmlPage } from './html-page.js';

/** One page: a slug and the codes that share it. */
export interface ErrorPage {
  readonly slug: string;
  readonly title: string;
  readonly status: number;
  readonly codes: readonly { readonly code: ErrorCode; readonly entry: ErrorEntry }[];
}

/** Every page, by status and slug. */
export const ERROR_PAGES: readonly ErrorPage[] = collectPages();

function collectPages(): ErrorPage[] {
  const pages = new Map<string, ErrorPage>();
  for (const code of ERROR_CODES) {
    const entry: ErrorEntry = ERRORS[code];
    const page = pages.get(entry.slug) ?? {
      slug: entry.slug,
      title: entry.title,
      status: statusOf(entry.kind),
      codes: [],
    };
    pages.set(entry.slug, { ...page, codes: [...page.codes, { code, entry }] });
  }
  return [...pages.values()].toSorted((a, b) => a.status - b.status || (a.slug < b.slug ? -1 : 1));
}

/** The same as data, for programs. */
export function errorPageJson({ slug, title, status, codes }: ErrorPage): Record<string, unknown> {
  return {
    slug,
    title,
    status,
    codes: codes.map(({ code, entry }) => ({
      code,
      meaning: entry.meaning,
      fix: entry.fix,
      meaning_fr: entry.meaning_fr,
      fix_fr: entry.fix_fr,
    })),
  };
}

/** The list of all pages. */
export function errorIndexHtml(): string {
  const rows = ERROR_PAGES.map(
    ({ slug, title, status }) =>
      `<tr><td>${status}</td><td><a href="/errors/${slug}">${escapeHtml(title)}</a></td></tr>`,
  );
  return htmlPage(
    'Errors',
    `<h1>Errors</h1><p>Every error of this API, as <code>application/problem+json</code>.</p>
<p lang="fr">Toutes les erreurs de cette API, au format <code>application/problem+json</code>.</p>
<table><tr><th>Status</th><th>Error</th></tr>${rows.join('')}</table>`,
  );
}

/** What one kind of error means and what to do, in English and French. */
export function errorPageHtml({ title, status, codes }: ErrorPage): string {
  const sections = codes.map(
    ({ code, entry }) => `<section><h2><code>${code}</code></h2>
<p>${escapeHtml(entry.meaning)}</p><p><strong>What to do:</strong> ${escapeHtml(entry.fix)}</p>
<div lang="fr"><p>${escapeHtml(entry.meaning_fr)}</p><p><strong>Que faire :</strong> ${escapeHtml(entry.fix_fr)}</p></div></section>`,
  );
  return htmlPage(
    title,
    `<p><a href="/errors">Errors</a></p><h1>${status} ${escapeHtml(title)}</h1>${sections.join('')}`,
  );
}
