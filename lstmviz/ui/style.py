"""The page's own style: what Streamlit's theme cannot say. Sizes in CSS px."""

from lstmviz.colours import PAIRS, light_dark

# Every colour by its name, as --timesteps; it follows the visitor's theme.
COLOURS = ";\n  ".join(f"--{name}: {light_dark(name)}" for name in PAIRS)
STYLE = (
    f":root {{ {COLOURS}; }}\n"
    """
.stMainBlockContainer { padding: 10px 18px 24px; max-width: 1800px; }
.stMainBlockContainer > .stVerticalBlock { gap: 10px; }
/* Streamlit's bar lies over the top of the page: all but its buttons lets the mouse through. */
header.stAppHeader { background: transparent; }
header.stAppHeader, header.stAppHeader div, header.stAppHeader span { pointer-events: none; }
header.stAppHeader button, header.stAppHeader button * { pointer-events: auto; }
.stApp:has([data-testid="stExpandSidebarButton"]) .st-key-top { padding-left: 34px; }

/* Each live tick is a run: neither the running figure nor fading is news. */
[data-testid="stStatusWidget"] { display: none; }
[data-stale="true"] { opacity: 1 !important; transition: none !important; }

.shapes { display: flex; flex-wrap: wrap; align-items: flex-start; line-height: 1.1;
  font-variant-numeric: tabular-nums; font-size: 21px; column-gap: 2px; min-height: 40px; }
.shapes .term { display: inline-flex; flex-direction: column; align-items: center; }
.shapes .term small { font-size: 13px; font-weight: 600; color: inherit; }
.shapes .term:first-child small { font-weight: 400; color: var(--muted); }
.shapes .samples { color: var(--samples); } .shapes .timesteps { color: var(--timesteps); }
.shapes .features { color: var(--features); }
.shapes .arrow { margin: 0 12px; } .shapes .gap { margin-left: 16px; }
.shapes .tensor { font-weight: 600; }
.shapes .split { font-size: 12.5px; line-height: 1.45; color: var(--muted); margin-left: 20px;
  padding-top: 2px; }
.shapes .split i { display: none; }

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
.st-key-menu { padding: 0 14px 8px 0; border-bottom: 1px solid var(--line);
  display: grid; grid-template-columns: 10fr 9fr; grid-auto-rows: 29px;
  gap: 2px 4px !important; }
.st-key-review { padding: 10px 14px; gap: 6px !important; }
.st-key-review button { min-height: 30px; padding: 2px 10px; }
.st-key-review p { margin: 0; font-size: 13.5px; }
.st-key-review [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-review [data-testid="stAlertContainer"] { padding: 6px 12px; min-height: 0; }
.st-key-menu a, .st-key-menu button { padding: 0 8px; height: 29px; min-height: 29px; margin: 0; }
.st-key-menu a p, .st-key-menu button p { font-size: 13.5px; }
.st-key-menu button { justify-content: flex-start; width: 100%; }
.st-key-menu [data-testid="stButton"], .st-key-menu [data-testid="stTooltipHoverTarget"] {
  width: 100%; height: 29px; }
.st-key-menu a[aria-current] p { font-weight: 600; }
div:has(> .st-key-menu_marks) { position: absolute; }
.st-key-top { padding-right: 34px; }
[data-testid="stSidebarUserContent"] [data-testid="stPopoverButton"] { padding: 4px 8px; }
[data-testid="stSidebarUserContent"] [data-testid="stPopoverButton"] > div > div:last-child {
  display: none; }
.st-key-train [class*="st-key-tool"] button [data-testid="stMarkdownContainer"],
[data-testid="stPopoverButton"] [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
div:has(> .st-key-train) { position: sticky; bottom: 0; padding: 6px 0 2px; z-index: 1;
  background: var(--sidebar); }
.st-key-train .stHorizontalBlock { display: grid; grid-template-columns: repeat(4, 1fr);
  gap: 6px !important; }
.st-key-train [data-testid="stWidgetLabel"] { position: absolute; top: -5px; }
.st-key-train [class*="st-key-tool"], .st-key-train [class*="st-key-tool"] :has(button) {
  width: 100%; }
.st-key-train [class*="st-key-tool"] button { padding: 0; width: 100%; min-height: 30px; }
[data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primary"]:hover {
  color: var(--on); }
.st-key-train .st-key-primary { grid-column: 1 / -1; }
.st-key-earlier { border: 1px solid var(--line); border-radius: 10px; padding: 4px 12px; }
.st-key-stage { min-height: 424px; }
.stMainBlockContainer:has(.st-key-start) { padding-top: 12px !important; }

.strip { display: flex; justify-content: space-between; gap: 24px; padding: 8px 14px;
  border-radius: 10px; background: var(--sidebar); }
.strip pre { margin: 0; padding: 0; border: 0; background: none; font-size: 12.5px;
  line-height: 1.5; white-space: pre-wrap; color: inherit; }

.st-key-home .stVerticalBlock { gap: 9px; }
.st-key-home [data-testid="stMarkdownContainer"] p,
.st-key-home [data-testid="stMarkdownContainer"] li { font-size: 13.5px; line-height: 1.4; }
.st-key-home [data-testid="stMarkdownContainer"] ol { margin: 0 0 6px !important; }
.st-key-home [data-testid="stCode"] pre { padding: 8px 12px; }
.st-key-home [data-testid="stCode"] code { font-size: 12px; }
.st-key-home [role="tabpanel"] { padding-top: 10px; }
.qr { display: block; width: 190px; max-width: 100%; border-radius: 10px; }
.qr.large { width: min(100%, 72vh); margin: 0 auto; }

.st-key-section table { font-size: 12.5px; }
.st-key-section td, .st-key-section th { padding: 4px 10px !important; }

@media (max-width: 640px) {
  .strip { flex-direction: column; gap: 4px; }
  .stMainBlockContainer { padding: 48px 12px 24px; }
  .st-key-top { padding: 0; flex-wrap: wrap; }
  .shapes { font-size: 18px; }
  .shapes .term small { font-size: 12px; }
  .shapes .term:first-child, .shapes .arrow { display: none; }
  .shapes .split { margin-left: 0; width: 100%; }
  .shapes .split br { display: none; } .shapes .split i { display: inline; }
}

.veil { display: flex; align-items: center; justify-content: center; text-align: center;
  border: 2px dotted var(--muted); border-radius: 10px; color: var(--muted); font-size: 14px;
  padding: 6px 14px; }
.st-key-verdict li { font-size: 14px; margin: 0; }
.st-key-verdict ul { margin: 0 0 6px; padding-left: 18px; }
.st-key-menu_marks, [class*="st-key-feed_"] { position: absolute; width: 1px; height: 1px;
  overflow: hidden; }
.st-key-live, .st-key-prediction { border: 1px solid var(--line); border-radius: 10px;
  padding: 8px 12px; }
.st-key-live h5, .st-key-prediction h5 { padding: 0; }
"""
)
