"""The page's own style: what Streamlit's theme cannot say. Sizes in CSS px."""

from lstmviz.colours import PAIRS, light_dark
from lstmviz.ui.handheld import HANDHELD
from lstmviz.ui.to_come import TO_COME

# Every colour by its name, as --timesteps; it follows the visitor's theme.
COLOURS = ";\n  ".join(f"--{name}: {light_dark(name)}" for name in PAIRS)
STYLE = (
    f":root {{ {COLOURS}; }}\n"
    """
.stMainBlockContainer { padding: 6px 18px 24px; max-width: 1800px; }
.stMainBlockContainer > .stVerticalBlock { gap: 8px; }
/* Streamlit's bar lies over the top of the page: all but its buttons lets the mouse through. */
header.stAppHeader { background: transparent; }
header.stAppHeader, header.stAppHeader div, header.stAppHeader span { pointer-events: none; }
header.stAppHeader button, header.stAppHeader button * { pointer-events: auto; }
/* What is scrolled below them is not read through them. */
header.stAppHeader button { background: var(--page); }
@media (min-width: 641px) {
  .stApp:has([data-testid="stExpandSidebarButton"]) .st-key-top { padding-left: 34px; }
}

/* Each live tick is a run: neither the running figure nor fading is news. */
[data-testid="stStatusWidget"] { display: none; }
[data-stale="true"] { opacity: 1 !important; transition: none !important; }

.head { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 12px; line-height: 1.3; }
.head h1 { padding: 0; margin: 0; font-size: 18px; font-weight: 700; line-height: 1.35; }
.head p { margin: 0; font-size: 13.5px; color: var(--muted); }
.head b { font-weight: 600; color: var(--muted); }
.st-key-head { gap: 2px; min-width: 0; flex: 1 1 auto; }
.st-key-share, .st-key-present, .st-key-leave { flex: none; }
.st-key-chips { display: none; }
.st-key-title { gap: 12px; }
div:has(> .st-key-history), div:has(> .st-key-tab), div:has(> .st-key-lead_card),
div:has(> .st-key-lead_entrants),
div:has(> .st-key-clicker),
div:has(> .st-key-bar) { position: absolute; left: 0; }

.shapes { display: flex; flex-wrap: wrap; align-items: flex-start; line-height: 1.1;
  font-variant-numeric: tabular-nums; font-size: 19px; column-gap: 2px; min-height: 36px; }
.shapes .term { display: inline-flex; flex-direction: column; align-items: center; }
.shapes .term small { font-size: 12.5px; font-weight: 600; color: inherit; }
.shapes > .term:first-child small { font-weight: 400; color: var(--muted); }
.shapes .samples { color: var(--samples); } .shapes .timesteps { color: var(--timesteps); }
.shapes .features { color: var(--features); }
.shapes .arrow { margin: 0 12px; } .shapes .gap { margin-left: 16px; }
.shapes .tensor { font-weight: 600; }
.shapes .split { font-size: 12.5px; line-height: 1.45; color: var(--muted); margin-left: 20px;
  padding-top: 2px; }
.shapes .split i { display: none; }
.shapes button { padding: 0; border: 0; background: none; font: inherit; color: inherit;
  cursor: help; text-decoration: underline dotted; text-underline-offset: 3px; }
.shapes button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }

[data-testid="stSidebarHeader"] { position: absolute; right: 0; z-index: 2; height: 36px;
  padding: 4px 8px 0; margin: 0; }
[data-testid="stSidebarContent"] { padding: 0; }
[data-testid="stSidebarUserContent"] { padding: 12px 16px; }
[data-testid="stSidebarUserContent"] .stVerticalBlock { gap: 7px; }
[data-testid="stSidebarUserContent"] .stHorizontalBlock { gap: 10px; }
[data-testid="stSidebarUserContent"] h4 { padding: 0; font-size: 15px; }
[data-testid="stSidebarUserContent"] [data-testid="stHeadingWithActionElements"] { margin: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stMarkdownContainer"]:has(h4) { margin: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stWidgetLabel"] { min-height: 18px; }
[data-testid="stSidebarUserContent"] [data-testid="stWidgetLabel"] p { font-size: 12.5px; }
[data-testid="stSidebarUserContent"] [data-testid="stCaptionContainer"] p { font-size: 12px;
  line-height: 1.3; }
[data-testid="stSidebarUserContent"] [data-testid="stButtonGroup"] button { padding: 4px 6px;
  min-height: 30px; }
[data-testid="stSidebarUserContent"] [data-testid="stButtonGroup"] button p { font-size: 12.5px; }
.st-key-menu { padding: 0 0 8px; border-bottom: 1px solid var(--line);
  display: grid; grid-template-columns: 1fr 1fr; grid-auto-rows: 29px;
  gap: 2px 4px !important; }
.word { display: inline-block; }
.word > summary { list-style: none; cursor: help; text-decoration: underline dotted
  color-mix(in srgb, currentColor 45%, transparent); text-underline-offset: 3px; }
.word > summary::-webkit-details-marker { display: none; }
/* Fixed where it stands: what surrounds it would cut it off. */
.word > p { position: fixed; z-index: 60; margin: 5px 0 0;
  width: min(270px, 78vw); padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px;
  background: var(--carriage); color: var(--text); font-size: 13px; font-weight: 400;
  line-height: 1.4; box-shadow: 0 4px 18px rgb(0 0 0 / .18); }
.st-key-review { padding: 8px 12px; gap: 6px !important; }
.st-key-facts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 4px 6px !important; }
.st-key-facts > :first-child { grid-column: span 2; }
.st-key-facts > * { width: auto !important; min-width: 0; }
.st-key-facts button { width: 100%; min-height: 40px !important; padding: 1px 8px !important;
  justify-content: flex-start; }
.st-key-facts button > div { width: 100%; justify-content: space-between; }
.st-key-facts button > div > :first-child { flex: 1; min-width: 0; justify-content: flex-start; }
.st-key-facts button > div > :first-child > span { min-width: 0; }
.st-key-review [data-testid="stPopoverButton"] [data-testid="stMarkdownContainer"],
.st-key-facts [data-testid="stPopoverButton"] [data-testid="stMarkdownContainer"] {
  position: static; width: auto; height: auto; clip-path: none; overflow: hidden; }
.st-key-facts button p { text-align: left; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; line-height: 1.3; }
.st-key-facts button p > span:first-child { display: block; font-size: 11.5px; }
.st-key-questions { gap: 4px !important; max-height: 124px; overflow: auto; }
.st-key-questions:empty, .stElementContainer:has(> .st-key-questions:empty) { display: none; }
@media (min-width: 641px) {
  .st-key-questions [class*="st-key-found-"] { flex-wrap: nowrap; }
  .st-key-questions [class*="st-key-found-"] > :first-child { min-width: 0; }
}
@media (max-width: 640px) {
  .st-key-facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
.st-key-review .split { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: center; }
.st-key-review .split > :first-child { flex: 1 1 300px; height: 16px !important; }
.st-key-review .split > small { color: var(--muted); }
.st-key-review_foot { justify-content: space-between; }
.st-key-review button { min-height: 30px; padding: 2px 10px; }
.st-key-review p { margin: 0; font-size: 13.5px; }
.st-key-review [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-review [data-testid="stAlertContainer"] { padding: 6px 12px; min-height: 0; }
.st-key-menu a, .st-key-menu button { padding: 0 7px; height: 29px; min-height: 29px; margin: 0; }
.st-key-menu a p, .st-key-menu button p { font-size: 13.5px; }
.st-key-menu button { justify-content: flex-start; width: 100%; }
.st-key-menu [data-testid="stButton"], .st-key-menu [data-testid="stTooltipHoverTarget"] {
  width: 100%; height: 29px; }
.st-key-menu > .stElementContainer { margin: 0; }
.st-key-menu a[aria-current] p { font-weight: 600; }
[data-testid="stPageLink"] a:focus-visible { outline: 2px solid currentColor;
  outline-offset: -2px; }
div:has(> .st-key-menu_marks) { position: absolute; }
.st-key-top { padding-right: 34px; }
.st-key-top > :has(> .st-key-ask_field) { flex: 0 1 220px; min-width: 150px; margin-left: auto; }
/* Beside a head of three lines there is room for two rows. Whatever depends on it is told by
   variables: a rule of two :has(), or for all that one holds, is weighed at every change. */
@media (min-width: 641px) {
  .st-key-top:has(.st-key-shapes) { --full: 100%; --field: 243px; }
  .st-key-top:has(.st-key-shapes):has(.st-key-share) { display: grid; row-gap: 8px;
    grid-template-columns: 1fr auto auto; }
  .st-key-top > :has(> .st-key-head) { grid-row: 1 / 3; }
  .st-key-top > :has(> .st-key-ask_field) { grid-area: 2 / 2 / 3 / 4;
    width: var(--asks-width, var(--full, auto)); min-width: var(--field, 150px); }
  .st-key-top :is(.st-key-present, .st-key-share),
  .st-key-top :is(.st-key-present, .st-key-share) :is(div, button) { width: var(--full, auto); }
}
[data-testid="stSidebarUserContent"] [data-testid="stPopoverButton"] { padding: 4px 8px; }
[data-testid="stSidebarUserContent"] [data-testid="stPopoverButton"] > div > div:last-child {
  display: none; }
.st-key-train [class*="st-key-tool"] button [data-testid="stMarkdownContainer"],
[class*="st-key-home-anew"] button [data-testid="stMarkdownContainer"],
[data-testid="stPopoverButton"] [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
div:has(> .st-key-train) { position: sticky; bottom: 0; padding: 8px 0 2px; z-index: 1;
  background: var(--sidebar); border-top: 1px solid var(--line); }
.st-key-train .stHorizontalBlock { gap: 6px !important; flex-wrap: wrap; }
.st-key-train [class*="st-key-tool"] { flex: 0 0 36px; }
.st-key-train [class*="st-key-tool"], .st-key-train [class*="st-key-tool"] :has(button) {
  width: 36px; }
.st-key-train [class*="st-key-tool"] button { padding: 0; width: 100%; min-height: 30px; }
[data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primary"]:hover {
  color: var(--on); }
.st-key-train .st-key-primary { flex: 1 0 96px; }
.st-key-past { min-height: 24px; gap: 4px 8px !important; }
.st-key-past button { min-height: 24px; padding: 0 8px; border: 1px solid var(--line);
  border-radius: 10px; }
.st-key-live .stVerticalBlock, .st-key-live { gap: 6px !important; }
.st-key-past button p { font-size: 12.5px; font-variant-numeric: tabular-nums; }
.st-key-stage { position: relative; }
.st-key-stage:has(.st-key-beside) { --beside: 158px; }
div:has(> .st-key-beside) { position: absolute; right: 14px; top: 13px; z-index: 3;
  width: auto; }
/* Of a page that was there before the menu's place is left, with nothing in it. */
.stApp:has(.st-key-start, .st-key-lessons-back) .stSidebar { display: none; }
.stApp:has(.st-key-start, .st-key-lessons-back) .stAppHeader { --opener: none; }
[data-testid="stExpandSidebarButton"] { display: var(--opener, inline-flex); }
.stMainBlockContainer:has(.st-key-start) { padding-block: 12px 22px !important; }

.strip { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 24px;
  padding: 8px 14px; border-radius: 10px; background: var(--sidebar); }
.strip pre { margin: 0; padding: 0; border: 0; background: none; font-size: 12.5px;
  line-height: 1.5; white-space: pre-wrap; color: inherit; }
.strip pre + pre { flex: none; }

/* Streamlit's own are smaller than can be read. */
.stApp .st-key-answer :is(p, li) > code { display: inline-block; }
/* A block of its own would let what follows it, a colon, begin a line. */
.stApp .st-key-card :is(p, li) > code { white-space: nowrap; padding: 0; }
.stApp :not(pre) > code, .stApp small { font-size: max(.82em, 11px); }

/* So are its captions too pale for their size, and its colours of code for any. */
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] :is(p, a) {
  color: var(--muted) !important; opacity: 1 !important; }
.stApp .js-plotly-plot :is([class$="tick"] > text, .xtitle) { fill: var(--muted) !important; }
/* A dialog stands outside of what knows that the page is dark. */
[role="dialog"] [data-testid="stCaptionContainer"],
[role="dialog"] [data-testid="stCaptionContainer"] :is(p, a) { color: inherit !important; }
[role="dialog"] > [aria-label="Close"] { min-width: 24px; min-height: 24px; }
.stApp pre .token { color: var(--text) !important; }
.stApp pre .token:is(.comment, .operator, .punctuation) { color: var(--muted) !important; }
.stApp pre .token:is(.keyword, .function, .builtin) { color: var(--c_tilde) !important; }
.stApp pre .token.string { color: var(--good) !important; }
.stApp pre .token:is(.number, .boolean) { color: var(--o) !important; }

:is(.st-key-section, .st-key-scene) [data-testid="stMarkdownContainer"] table {
  font-size: 12.5px; }
:is(.st-key-section, .st-key-scene) [data-testid="stMarkdownContainer"] :is(td, th) {
  padding: 4px 8px !important; }

.veil { display: flex; align-items: center; justify-content: center; text-align: center;
  border: 2px dotted var(--muted); border-radius: 10px; color: var(--muted); font-size: 14px;
  padding: 6px 14px; }
/* The headline and one line of doubt, which comes and goes while a race is on. */
.st-key-verdict > .stElementContainer { min-height: 46px; }
.st-key-race-said li { font-size: 14px; margin: 0; }
.st-key-race-said ul { margin: 0 0 6px; padding-left: 18px; }
.st-key-menu_marks, .st-key-clicker, .st-key-history, .st-key-tab, .st-key-lead_card,
.st-key-lead_entrants,
[class*="st-key-feed_"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; }
.st-key-live, .st-key-prediction { border: 1px solid var(--line); border-radius: 10px;
  padding: 8px 12px; }
.st-key-live h5, .st-key-prediction h5 { padding: 0; }
""" + HANDHELD + TO_COME
)
