"""The style of the answer's card. Sizes in CSS px."""

LOOK = """
.st-key-answer { position: fixed; z-index: 90; top: 0; right: 0; bottom: 0; width: 312px;
  padding: 14px 16px 24px; gap: 10px !important; overflow-y: auto; flex-wrap: nowrap;
  border-left: 1px solid var(--line); background: var(--page);
  box-shadow: -6px 0 18px rgb(0 0 0 / 6%); }
.st-key-answer > * { flex: none; }
div:has(> .st-key-answer) { position: absolute; }
.stMainBlockContainer:has(.st-key-answer) { padding-right: 328px; }
.st-key-answer h2 { margin: 0; padding: 4px; font-size: 14px; font-weight: 600; line-height: 1.35;
  color: var(--muted); }
.st-key-answer h2:focus-visible { outline: 2px solid currentColor; outline-offset: -2px;
  border-radius: 3px; }
.st-key-answer_head > :first-child { flex: 1 1 auto; min-width: 0; }
.st-key-answer-close button { padding: 2px 4px; min-height: 30px; }
.st-key-answer-close button [data-testid="stMarkdownContainer"] { position: absolute; width: 1px;
  height: 1px; overflow: hidden; clip-path: inset(50%); }
.st-key-answer [data-testid="stMarkdownContainer"] p { font-size: 14.5px; line-height: 1.5; }
.st-key-answer [data-testid="stMarkdownContainer"] > p > strong:only-child { font-size: 17px;
  line-height: 1.35; }
.st-key-answer code { overflow-wrap: anywhere; white-space: normal; }
@media (min-width: 901px) {
  .st-key-answer { padding-top: 58px; }
  .stMainBlockContainer:has(.st-key-answer) { --asks: fixed; --asks-at: 12px 44px auto auto;
    --asks-width: 252px; }
  .st-key-top > :has(> .st-key-ask_field) { position: var(--asks, relative); z-index: 91;
    inset: var(--asks-at, auto); max-width: none; }
}
/* Where the screen has no third column, the card covers the controls: nothing beside it moves. */
@media (min-width: 1101px) and (max-width: 1535px) {
  .stApp:has([data-testid="stSidebar"][data-collapsed="false"]) {
    .st-key-answer { left: 0; right: auto; width: 276px; padding-top: 14px; z-index: 999999;
      border: 0; border-right: 1px solid var(--line); box-shadow: none;
      background: var(--sidebar); }
    .stMainBlockContainer:has(.st-key-answer) { padding-right: 18px; --asks: relative;
      --asks-at: auto; --asks-width: 100%; }
  }
}
@media (max-width: 900px) {
  .st-key-answer { top: auto; left: 0; width: 100%; max-height: 46vh;
    bottom: calc(52px + env(safe-area-inset-bottom));
    padding: 10px 14px 16px; border: 0; border-top: 1px solid var(--line);
    border-radius: 14px 14px 0 0; box-shadow: 0 -6px 18px rgb(0 0 0 / 14%); }
  .stMainBlockContainer:has(.st-key-answer) { padding-right: 12px;
    padding-bottom: calc(48vh + 60px); }
}
"""
