"""The places of what is still on its way: nothing moves while a page loads."""

# The heights are those of the built-in table; a drawing that stands has its own.
TO_COME = """
[data-testid="stSkeleton"] { height: var(--to-come, 35px) !important; }
.st-key-head { --to-come: 24px; } .st-key-shapes { --to-come: 38px; }
.st-key-ask_field { min-height: 34px; }
.st-key-menu { --to-come: 29px; } .st-key-strip { --to-come: 54px; }
[data-testid="stSidebarUserContent"] :is([class*="-task-target"], [class*="-layout "],
  [class*="-layout-window"]) { --to-come: 59px; }
[class*="-rows_are"], [class*="-columns_are"], .st-key-race-bet { --to-come: 54px; }
[class*="-section "], [class*="-view "], [class*="-lap "] { --to-come: 28px; }
.st-key-symptoms { --to-come: 38px; } .st-key-race_start { --to-come: 60px; }
.st-key-doctor-text { --to-come: 95px; }
.st-key-stage:not(:has([drawn])) { min-height: var(--tall, 424px); border-radius: 10px;
  box-shadow: inset 0 0 0 1px var(--line); }
.st-key-stage:has(.st-key-side) { --tall: 442px; }
.st-key-stage:has(.st-key-film) { --tall: 501px; }
.st-key-stage:has(.st-key-cell) { --tall: 434px; }
@media (min-width: 1413px) {
  .st-key-stage { --tall: calc(28px + 37vw); }
  .st-key-stage:has(.st-key-side) { --tall: calc(41vw - 33px); }
  .st-key-stage:has(.st-key-film) { --tall: calc(35vw + 88px); }
  .st-key-stage:has(.st-key-cell) { --tall: calc(35vw - 35px); }
}
@media (max-width: 1100px) {
  .st-key-chips { min-height: 44px; }
  .st-key-stage { --tall: 860px; }
  .st-key-stage:has(.st-key-side) { --tall: 480px; }
  .st-key-stage:has(.st-key-film) { --tall: 650px; }
  .st-key-stage:has(.st-key-cell) { --tall: 960px; }
}
@media (max-width: 960px) { .st-key-head { --to-come: 42px; } .st-key-shapes { --to-come: 59px; } }
@media (max-width: 640px) {
  .st-key-head { --to-come: 62px; } .st-key-shapes { --to-come: 57px; }
  .st-key-title { min-height: 118px; } .st-key-lessons-back { --to-come: 44px; }
  .st-key-try { min-height: 102px; }
  .st-key-strip { --to-come: 95px; } .st-key-race-bet { --to-come: 84px; }
  .st-key-doctor-text { --to-come: 113px; }
  .st-key-stage { --tall: calc(248px + 133vw); }
  .st-key-stage:has(.st-key-side) { --tall: calc(324px + 97vw); }
  .st-key-stage:has(.st-key-film) { --tall: calc(493px + 85vw); }
  .st-key-stage:has(.st-key-cell) { --tall: calc(242px + 180vw); }
}
"""
# The menu comes after a page's first parts: until then its place is kept.
MENU_TO_COME = """
@media (min-width: 1101px) {
  .stApp:not(:has(.stSidebar, .stMain [class*="st-key-"])) .stMain {
    margin-left: 276px; }
}
"""
