import type { Style } from './typesetting.js';

/** Colours of the page, sRGB. Text colours keep a contrast above 4.5:1 on white. */
export const COLOR = {
  ink: '#1f2733',
  muted: '#5b6675',
  accent: '#1b4b7a',
  hairline: '#d5dbe3',
  panel: '#f2f5f9',
  paper: '#ffffff',
} as const;

/** Text styles of the page. */
export const STYLE = {
  title: { size: 23, weight: 'bold', color: COLOR.accent },
  subtitle: { size: 12, weight: 'bold', color: COLOR.ink },
  name: { size: 10.5, weight: 'bold', color: COLOR.ink },
  heading: { size: 9.5, weight: 'bold', color: COLOR.accent },
  label: { size: 8.5, color: COLOR.muted },
  body: { size: 9, color: COLOR.ink },
  strong: { size: 9, weight: 'bold', color: COLOR.ink },
  small: { size: 8, color: COLOR.muted },
  columnHead: { size: 8, weight: 'bold', color: COLOR.muted },
  dueLabel: { size: 11, weight: 'bold', color: COLOR.paper },
  dueSmall: { size: 8.5, color: COLOR.paper },
  foot: { size: 7.5, color: COLOR.muted },
} as const satisfies Record<string, Style>;
