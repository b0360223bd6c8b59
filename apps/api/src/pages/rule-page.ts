import { escapeHtml } from '@onefacture/formats';
import type { RuleDescription } from '@onefacture/validation';
import { htmlPage } from './html-page.js';

const list = (items: string): string => (items === '' ? '' : `<ul>${items}</ul>`);

/** What one rule wants and what to do, in English and French. */
export function rulePageHtml({ code, rulesets, severity, terms, wants, cause, fix }: RuleDescription): string {
  const named = (language: 'en' | 'fr'): string =>
    terms.map((term) => `<li><code>${escapeHtml(term.term)}</code> ${escapeHtml(term[language])}</li>`).join('');
  return htmlPage(
    code,
    `<p><a href="/errors">Errors</a></p><h1>${escapeHtml(code)}</h1>
<p>${escapeHtml(rulesets.join(', '))} · ${severity}</p>
<section><h2>What it wants</h2><p>${escapeHtml(wants.en)}</p>${list(named('en'))}
<h2>Usual cause</h2><p>${escapeHtml(cause.en)}</p><h2>What to do</h2><p>${escapeHtml(fix.en)}</p></section>
<section lang="fr"><h2>Ce qu’elle demande</h2><p>${escapeHtml(wants.fr)}</p>${list(named('fr'))}
<h2>Cause habituelle</h2><p>${escapeHtml(cause.fr)}</p><h2>Que faire</h2><p>${escapeHtml(fix.fr)}</p></section>`,
  );
}
