"""The lessons' own style. Sizes in CSS px."""

LOOK = """
/* A drawing that is as high as the window allows does not scroll it. */
.stMainBlockContainer:has(.st-key-card) { padding-bottom: 16px; }
/* The test has no drawing beside it. */
.stMainBlockContainer:not(:has(.st-key-scene)) .st-key-card { max-width: 680px; }
.st-key-card { border: 1px solid var(--line); border-radius: 12px; padding: 14px 16px;
  gap: 10px; }
.st-key-card [data-testid="stMarkdownContainer"] p { font-size: 15px; line-height: 1.45; }
.st-key-card [data-testid="stButtonGroup"] button { padding: 2px 9px; min-height: 28px; }
.st-key-scene [data-testid="stButtonGroup"] > div { flex-wrap: wrap; }
.st-key-card [class*="st-key-answer"] button { justify-content: flex-start; text-align: left;
  min-height: 40px; padding: 6px 14px; white-space: normal; }
.st-key-card [class*="st-key-answer"] button > div { justify-content: flex-start; }
.st-key-card [class*="st-key-answer"] button p { font-size: 15px; }
.st-key-card [data-testid="stVerticalBlock"] { gap: 8px; }
.st-key-answers { padding-bottom: 12px; }
/* It is led to: its ring keeps off its words and off the button below. */
.st-key-said { width: calc(100% + 16px); max-width: none; margin-inline: -8px;
  padding: 4px 8px 14px; }
.st-key-answers ul { list-style: none; margin: 0 !important; padding: 0 0 0 12px;
  border-left: 3px solid var(--line); }
.st-key-answers li { margin: 3px 0; padding: 0; font-size: 14.5px; }
.st-key-way { padding-top: 8px; border-top: 1px solid var(--line); }
[class*="st-key-lesson-"] p { font-size: 15px; line-height: 1.45; }
[class*="st-key-lesson-"] > :last-child { margin-top: auto; }
[class*="st-key-open-"] button p > span, [class*="-steps-"] button p > span {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.dots { display: flex; gap: 5px; } .dots i { width: 9px; height: 9px; border-radius: 50%;
  border: 1.5px solid var(--muted); } .dots i.on { background: var(--features);
  border-color: var(--features); }

.excerpt { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px;
  padding: 10px 14px; }
.excerpt table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  font-size: 15px; }
.excerpt th { font-weight: 600; text-align: right; padding: 6px 12px; font-size: 13.5px;
  color: var(--muted); }
.excerpt th:first-child { text-align: left; white-space: nowrap; padding-left: 4px; }
.excerpt td { text-align: right; padding: 6px 12px; white-space: nowrap; }
.excerpt tr:has(td) > * { border-top: 1px solid var(--line); }
.excerpt tr.asked td, .excerpt tr.asked th { font-weight: 650; color: inherit;
  background: color-mix(in srgb, var(--timesteps) 12%, transparent); }
.excerpt td.cause { outline: 2px solid var(--timesteps); outline-offset: -2px; border-radius: 6px; }
.excerpt caption { caption-side: bottom; text-align: left; color: var(--muted); font-size: 13px;
  padding-top: 8px; }
.excerpt .skipped > * { padding-block: 2px; font-weight: 400; text-align: left; }
.excerpt td.moved { font-weight: 650;
  background: color-mix(in srgb, var(--timesteps) 16%, transparent); }
.small-arrays { display: flex; flex-wrap: wrap; gap: 20px 48px; }
.small-arrays figure { margin: 0; display: grid; gap: 14px; align-content: start; }
.small-arrays table { border-collapse: separate; border-spacing: 3px; font-size: 15px;
  font-variant-numeric: tabular-nums; }
.small-arrays caption { text-align: left; color: var(--samples); font-weight: 600;
  font-size: 13.5px; }
.small-arrays th { font-weight: 400; font-size: 13px; color: var(--timesteps); text-align: left;
  padding-right: 8px; }
.small-arrays td { width: 38px; height: 30px; text-align: center; border-radius: 5px;
  background: var(--lane); }
.small-arrays td.marked { font-weight: 650; outline: 2px solid var(--timesteps);
  background: color-mix(in srgb, var(--timesteps) 16%, transparent); }
.beside { display: flex; flex-wrap: wrap; gap: 6px 22px; font-size: 14px; }
.beside i { display: inline-block; width: 26px; height: 4px; border-radius: 2px;
  margin-right: 8px; vertical-align: middle; background: var(--ink); }
.units { display: grid; grid-template-columns: repeat(auto-fill, 44px); gap: 8px; padding: 4px; }
.units i { width: 44px; height: 44px; border-radius: 8px; font-size: 13px; font-weight: 600;
  line-height: 40px; font-style: normal; text-align: center; border: 2px dashed transparent; }
.units i.ghost { border-color: currentColor; }
.ranked { display: grid; gap: 10px; }
.ranked div { display: grid; grid-template-columns: 190px 1fr 96px; gap: 12px; align-items: center;
  font-size: 14px; }
.ranked .bar { height: 22px; border-radius: 5px; background: var(--samples); }
.ranked .mine { color: var(--muted); font-size: 12.5px; grid-column: 2 / 4; }
.ranked .bar ~ .mine { margin-top: -6px; }
/* One question and one drawing are little for a large screen: they grow. */
@media (min-width: 1600px) {
  .stMainBlockContainer:has(.st-key-card) { zoom: 1.3; }
}
@media (max-width: 640px) {
  .st-key-card [class*="-steps-"], .st-key-card [class*="-steps-"] :is(.stButtonGroup, [role]) {
    width: 100%; }
  .st-key-card [class*="-steps-"] [role="radiogroup"] { flex-wrap: nowrap; max-width: none; }
  .st-key-card [class*="-steps-"] button { flex: 1; padding: 2px 0; }
  .stHorizontalBlock:has([class*="st-key-lesson-"]) { gap: 8px; }
  .excerpt { padding: 8px; }
  .excerpt :is(th, td) { padding-inline: 6px; }
  .excerpt td.moved { white-space: normal; }
  .ranked div { grid-template-columns: 1fr 80px; }
  .ranked div > :first-child { grid-column: 1 / 3; }
  .ranked .mine { grid-column: 1 / 3; margin-top: -6px; }
}
"""
