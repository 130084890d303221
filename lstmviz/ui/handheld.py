"""The style for fingers and for screens that are narrower than a desk's. Sizes in CSS px."""

# It comes after the style of all pages, of which it changes parts.
HANDHELD = """
/* A finger needs more room than a pointer. */
@media (pointer: coarse) {
  .st-key-menu { grid-auto-rows: 44px; }
  .st-key-menu a, .st-key-menu button, .st-key-menu [data-testid="stButton"],
  .st-key-menu [data-testid="stTooltipHoverTarget"] { height: 44px; min-height: 44px; }
  .stApp [data-testid^="stBaseButton"], [data-testid="stSidebarUserContent"] button,
  .stApp .react-aria-ComboBox > div, .stApp [data-testid="stNumberInputContainer"],
  .st-key-train [class*="st-key-tool"] button, .stApp [data-testid="stPopoverButton"],
  .stApp summary, .stApp [data-testid="stButtonGroup"] button, .stApp [role="tab"] {
    min-height: 44px !important; }
  .stApp .react-aria-ComboBox button { min-height: 42px !important; }
  .stApp [data-testid="stNumberInputContainer"] { min-height: 46px !important; }
  .stApp [data-testid="stNumberInputContainer"] button { width: 44px; }
  .stApp .stElementContainer:has(> [data-testid="stNumberInput"]) { min-width: 150px; }
  .st-key-ask_field { min-height: 44px; }
  .st-key-leave button, [data-testid="stSidebarUserContent"] [data-testid="stPopoverButton"],
  .st-key-train [class*="st-key-tool"] :is(div, button) { min-width: 44px; }
  .st-key-train [class*="st-key-tool"] { flex-basis: 44px; }
  /* They grow around their middle; the menu's own has a row of its own. */
  header.stAppHeader button { width: 44px; height: 44px; margin: 0 -10px; }
  [data-testid="stSidebarHeader"] { height: 44px; }
  [data-testid="stSidebarHeader"] button { min-width: 44px; }
  [data-testid="stSidebarUserContent"] { padding-top: 44px; }
  .stApp button[aria-label^="Help for"] { position: relative; min-height: 0 !important; }
  .stApp button[aria-label^="Help for"]::after { content: ""; position: absolute; inset: -15px; }
  [role="dialog"] > [aria-label="Close"], .st-key-answer-close button { min-width: 44px;
    min-height: 44px; }
  .st-key-answer [data-testid="stPageLink"] a { min-height: 44px; }
  /* There is no pointer that leaves them: they would lie over the table and the chart for good. */
  .stApp [data-testid="stElementToolbar"], .stApp .modebar-container { display: none; }
  .stApp a[href^="#ask-"] { position: relative; padding-block: 14px; }
  .stApp [data-testid="stRadio"] label, .stApp [data-testid="stCheckbox"] label {
    min-height: 44px; align-items: center; }
  /* What a finger meets reaches beyond its line. */
  .shapes button, .stApp .shapes .split summary { padding-block: 13px; margin-block: -13px; }
  .stApp .word:not(.shapes *) > summary { min-height: 0 !important; padding-block: 13px;
    margin-block: -13px; }
  .stApp .shapes .word:not(.split *) > summary { padding-bottom: 11px; margin-bottom: -11px; }
}

/* Beside the shapes there is no room for the counts. */
@media (max-width: 960px) {
  .shapes { margin-top: 4px; }
  .shapes .split { margin-left: 0; width: 100%; }
  .shapes .split br { display: none; } .shapes .split i { display: inline; }
}

@keyframes away { to { transform: translateY(-60px); } }
/* The bar stands at the foot, the chips above the drawing, and the menu opens over the page. */
@media (max-width: 1100px) {
  .stApp .stSidebar { position: fixed !important; inset: 0 auto 0 0; min-width: 276px;
    max-width: 276px; }
  /* What shuts it comes with the bar, last of all; until then it would lie over the page. */
  :root:not([data-shut]) .stSidebar { visibility: hidden; }
  .stMainBlockContainer { padding-bottom: 76px; }
  /* Streamlit's two buttons would float over what is read: they go with the page's top, and the
     bar leads to the menu. Where a browser cannot tie them to the scrolling, they stay. */
  @supports (animation-timeline: scroll()) {
    .stApp { timeline-scope: --main; }
    .stMain { scroll-timeline: --main; }
    header.stAppHeader:not(:focus-within) { animation: away linear both;
      animation-timeline: --main; animation-range: 0 60px; }
  }
  .st-key-chips { display: flex; }
  .stHorizontalBlock:has(.st-key-race-spread) { flex-direction: column; }
  .stHorizontalBlock:has(.st-key-race-spread) > .stColumn { width: 100%; }
  .st-key-chips [role="radiogroup"] { flex-wrap: nowrap; overflow-x: auto; }
  .st-key-chips button { flex: none; min-height: 44px; }
  :is(.st-key-chips, .st-key-film) { scroll-margin-top: 56px; }
  /* The cards of the film are these layouts, and more. */
  .stApp:has(.st-key-film) .st-key-chips { display: none; }
}
@media (max-width: 640px) {
  .stApp [data-testid="stMarkdownContainer"]:has(> table) { overflow-x: auto; }
  .stApp [data-testid="stMarkdownContainer"] > table :is(th, td) { padding: 7px 5px;
    font-size: 13px; }
  /* All three layouts at a glance. */
  .st-key-chips :is(.stElementContainer, [data-testid="stButtonGroup"]) { width: 100%; }
  .st-key-chips [role="radiogroup"] { display: grid; grid-auto-flow: column; width: 100%;
    max-width: none; grid-auto-columns: minmax(0, 1fr); }
  .st-key-chips button { padding: 4px 2px; height: auto; }
  .st-key-chips button p { white-space: normal; text-align: center; font-size: 12.5px;
    line-height: 1.3; }
  .st-key-chips p > strong { display: block; }
  /* In several rows they no longer hang together: each is a chip of its own. */
  :is(.st-key-chips, .st-key-race-bet, .st-key-section, [class*="-section "], [class*="-view "],
    [class*="-lap "]) [role="radiogroup"] { gap: 4px; flex-wrap: wrap; }
  :is(.st-key-chips, .st-key-race-bet, .st-key-section, [class*="-section "], [class*="-view "],
    [class*="-lap "]) [role="radio"] { margin: 0; border-radius: 8px; max-width: 100%; }
  :is(.st-key-chips, .st-key-race-bet, .st-key-section, [class*="-section "], [class*="-view "],
    [class*="-lap "]) [role="radio"]:not([aria-checked="true"]) {
    border: 1px solid var(--line) !important; }
  .stApp :is(.st-key-section, .st-key-scene) [data-testid="stMarkdownContainer"] :is(td, th) {
    padding: 4px 5px !important; }
  .strip { flex-direction: column; gap: 4px; }
  [class*="st-key-found-"] { border-top: 1px solid var(--line); padding-top: 8px;
    gap: 4px !important; }
  /* While it trains its words take two lines now and then: what follows keeps its place. */
  :is(.st-key-live, .st-key-prediction) > :first-child { min-height: 44px; }
  .st-key-stage:has(.st-key-beside) { --beside: 12px; }
  div:has(> .st-key-beside) { position: static; margin: 0 0 -14px; }
  .stMainBlockContainer { padding: 8px 12px 76px; }
  .st-key-top { padding: 0; flex-wrap: wrap; }
  .st-key-top > :has(> .st-key-ask_field) { flex-basis: 100%; max-width: none; }
  .head h1 { font-size: 16px; line-height: 44px; padding: 0 88px 0 40px;
    white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 100%; }
  .st-key-share { position: absolute; right: 50px; top: 4px; width: 44px; height: 44px;
    display: grid; align-content: center; }
  .stApp:not(:has([data-testid="stExpandSidebarButton"])) .head h1,
  .stApp .st-key-title .head h1 { padding-left: 0; }
  .head b { display: none; }
  .st-key-share button { border: 0; background: none; min-width: 44px; padding: 0; }
  .st-key-share [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; height: 1px;
    overflow: hidden; clip-path: inset(50%); }
  .st-key-present { display: none; }
  .shapes { font-size: 18px; }
  .word > p { left: 12px; right: 12px; width: auto; }
  .shapes .term small { font-size: 12px; }
  .shapes > .term:first-child, .shapes .arrow { display: none; }
}
"""
