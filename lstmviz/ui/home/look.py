"""The style of the page on what is taken home. Sizes in CSS px."""

LOOK = """
.st-key-home .stVerticalBlock { gap: 9px; }
.st-key-home [data-testid="stMarkdownContainer"] p,
.st-key-home [data-testid="stMarkdownContainer"] li { font-size: 13.5px; line-height: 1.4; }
.st-key-home [data-testid="stMarkdownContainer"] ol { margin: 0 0 6px !important; }
.st-key-home [data-testid="stCode"] pre { padding: 8px 12px; }
.st-key-home [data-testid="stCode"] code { font-size: 12px; }
.st-key-home [role="tabpanel"] { padding-top: 10px; }
.st-key-home button[data-testid] { padding-inline: 8px; }
.st-key-home [class*="st-key-offer"] { height: 35px; flex: none; overflow: clip;
  overflow-clip-margin: 4px; }
/* A finger needs more room than a pointer. */
@media (pointer: coarse) {
  .st-key-home [class*="st-key-offer"] { height: 44px; }
}
"""
