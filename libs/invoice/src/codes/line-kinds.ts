/** EXT-FR-FE-163 (BR-FREXT-05): what a sub-line is for. Only DETAIL lines, and lines without a kind, count in totals. */
export const LINE_KINDS = ['DETAIL', 'GROUP', 'INFORMATION'] as const;
