"""The one style sheet of all pages: calm type, one accent color, dark and light, a phone and paper."""

from __future__ import annotations

STYLESHEET = """
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --raised: #f4f5f2; --ink: #1b2127; --soft: #5a646e; --rule: #e1e4e0;
  --accent: #2a5db0; --track: #eceeea; --wash: #eaf0fa;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --raised: #1b1f24; --ink: #e4e7ea; --soft: #9aa4ae; --rule: #2b3138;
    --accent: #86b1f7; --track: #23282e; --wash: #1c2737;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 48rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: .06em; }
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1.25rem; top: .75rem; background: var(--paper); }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; font-weight: 650; letter-spacing: -.01em; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.375rem); margin: 0 0 .5rem; letter-spacing: -.02em; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
h3 { font-size: 1.0625rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, ol, dl, table, figure, pre, blockquote { margin: 0 0 1rem; }
.brand { margin: 0 0 .75rem; font: 600 .8125rem/1 var(--mono); color: var(--accent); }
.lead, .muted, figcaption, small { color: var(--soft); }
.lead { max-width: 40rem; }
small { display: block; font-size: .8125rem; font-weight: 400; }
section { margin-top: 3.5rem; }
section section, article { margin-top: 2rem; }
nav ul {
  display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 1.5rem 0 0; padding: 0;
  font-size: .9375rem;
}
nav, nav ul, nav li { min-width: 0; }
nav a { color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
footer {
  margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft);
  font-size: .875rem;
}
.figures {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: 1.25rem 1rem;
  margin: 1.75rem 0 0; padding: 1.25rem 0; border-block: 1px solid var(--rule);
}
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dt { color: var(--soft); font-size: .875rem; line-height: 1.35; }
.figures dd {
  margin: 0 0 .125rem; font-size: 1.625rem; font-weight: 600; line-height: 1.2; letter-spacing: -.02em;
}
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.4; }
th, td {
  padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--rule);
}
th:last-child, td:last-child { padding-right: 0; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { font-weight: 500; }
thead th { color: var(--soft); font-weight: 400; font-size: .8125rem; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
.table { overflow-x: auto; margin-bottom: 1rem; }
.table table { margin: 0; }
.chart th, .chart td { vertical-align: middle; border: 0; padding-block: .3125rem; }
.chart { table-layout: fixed; }
.chart th:first-child { width: 34%; }
.chart .strip { width: auto; }
.chart .number { width: 5.25rem; }
.chart svg, .picture svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart svg.stretches { height: .625rem; border-radius: 2px; overflow: hidden; }
.picture { max-width: 36rem; }
.track { fill: var(--track); }
.part1 { fill: var(--accent); }
.part2 { fill: var(--accent); fill-opacity: .5; }
.part3 { fill: var(--accent); fill-opacity: .22; }
.part4 { fill: var(--soft); fill-opacity: .3; }
.mark { fill: var(--ink); }
.heat0 { fill: var(--track); }
.heat1 { fill: var(--accent); fill-opacity: .25; }
.heat2 { fill: var(--accent); fill-opacity: .5; }
.heat3 { fill: var(--accent); fill-opacity: .75; }
.heat4 { fill: var(--accent); }
.ring { fill: none; stroke: var(--rule); }
.area {
  fill: var(--accent); fill-opacity: .16; stroke: var(--accent); stroke-width: 1.75;
  stroke-linejoin: round;
}
line.axis { stroke: var(--rule); }
svg text { fill: var(--ink); font-size: 11px; }
svg text.tick { fill: var(--soft); font-size: 10px; }
.chart svg text.tick { font-size: 8px; }
circle.tick { fill: var(--soft); fill-opacity: .45; }
svg text.name { font-size: 12px; font-weight: 600; }
.key {
  display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; color: var(--soft);
  font-size: .8125rem;
}
.key svg { width: .75rem; height: .75rem; margin-right: .4rem; vertical-align: -.05rem; }
code, pre { font-family: var(--mono); font-size: .875em; }
.command {
  display: inline-block; padding: .2rem .6rem; border-radius: 5px; background: var(--raised);
  border: 1px solid var(--rule); overflow-wrap: anywhere;
}
.commands { list-style: none; padding: 0; }
.commands li { margin-bottom: .5rem; }
blockquote {
  margin-inline: 0; padding: .125rem 0 .125rem 1rem; border-left: 3px solid var(--rule);
  white-space: pre-wrap;
}
.points { list-style: none; padding: 0; }
.points li { padding-left: 1.75rem; text-indent: -1.75rem; margin-bottom: .375rem; }
.points .sign {
  display: inline-block; width: 1.75rem; text-indent: 0; color: var(--accent); font-weight: 600;
}
.points .no .sign { color: var(--soft); }
.points small { text-indent: 0; }
.model { padding: .75rem 1rem; border-radius: 6px; background: var(--raised); }
.verdict { font-size: 1.25rem; font-weight: 600; margin: 1rem 0 0; }
.evidence { padding-left: 1.25rem; }
.evidence li { margin-bottom: .375rem; }
.comment, .follow-up { margin: 1.25rem 0; padding-left: 1rem; border-left: 3px solid var(--rule); }
.comment { border-left-color: var(--accent); }
.comment h4, .follow-up h4 { margin-top: 0; }
.model pre, article > pre { overflow-x: auto; }
.model > :last-child { margin-bottom: 0; }
.code .scroll {
  border: 1px solid var(--rule); border-radius: 6px; background: var(--raised); overflow-x: auto;
}
.code ol {
  list-style: none; margin: 0; padding: .625rem 0; min-width: max-content; font-size: .8125rem;
  line-height: 1.55;
}
.code li { display: flex; padding-right: 1rem; }
.code li.note { display: block; padding: .25rem 1rem .25rem 4rem; }
.code code { white-space: pre; font-size: 1em; }
.line-number {
  flex: none; width: 3.25rem; padding-right: 1rem; text-align: right; color: var(--soft);
  font-family: var(--mono); user-select: none;
}
.code .marked { background: var(--wash); box-shadow: inset 3px 0 var(--accent); }
.note p {
  position: sticky; left: 4rem; margin: 0; width: min(34rem, calc(100vw - 8.5rem));
  padding: .375rem .75rem; border-left: 3px solid var(--accent); background: var(--paper);
  font-size: .875rem;
}
details > summary { cursor: pointer; color: var(--accent); margin-bottom: .75rem; }
@media (max-width: 37.5rem) {
  body { padding-top: 1.75rem; }
  section { margin-top: 2.75rem; }
  .chart, .chart thead, .chart tbody { display: block; }
  .chart tr {
    display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 1rem; padding: .4375rem 0;
  }
  .chart th, .chart td { display: block; padding: 0; }
  .chart th:first-child { flex: 1; width: auto; min-width: 0; }
  .chart .number { width: auto; min-width: 3.25rem; }
  .chart .strip { order: 9; flex: 0 0 100%; padding-top: .3125rem; }
  .chart thead tr { justify-content: flex-end; padding: 0; }
}
@media (min-width: 72rem) {
  body {
    display: grid; grid-template: auto 1fr auto / 12rem minmax(0, 46rem); column-gap: 4rem;
    justify-content: center; max-width: none; padding-top: 4rem;
  }
  body > header, body > main, body > footer { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 3; }
  nav ul {
    position: sticky; top: 2.5rem; max-height: calc(100vh - 5rem); overflow-y: auto;
    flex-flow: column nowrap; gap: .5rem; margin: 0; padding-top: .125rem;
  }
}
@media print {
  details::details-content { content-visibility: visible; display: block; }
  :root {
    color-scheme: light; --paper: #fff; --raised: #f6f6f6; --ink: #000; --soft: #444; --rule: #ccc;
    --accent: #2a5db0; --track: #eee; --wash: #eef2fa;
  }
  body { display: block; max-width: none; padding: 0; font-size: 10.5pt; }
  nav, .skip { display: none; }
  section { margin-top: 2rem; }
  h2, h3, h4, .lead { break-after: avoid; }
  tr, figure.picture, article, blockquote, .code li { break-inside: avoid; }
  .table, .code .scroll { overflow: visible; }
  .code ol { min-width: 0; }
  .code code { white-space: pre-wrap; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .code .marked, .model { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
