"""The style of the doctor's page. Sizes in CSS px."""

LOOK = """
.chips { display: flex; flex-wrap: wrap; gap: 6px; align-items: baseline; font-size: 12.5px; }
.chips div { display: contents; }
.chips b { color: var(--muted); font-weight: 600; }
.chips span { padding: 1px 9px; border: 1px solid var(--line); border-radius: 99px;
  background: var(--sidebar); overflow-wrap: anywhere; }
.st-key-symptoms { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr));
  gap: 8px; }
.st-key-symptoms > *, .st-key-symptoms :has(> button) { width: 100% !important; }
.st-key-symptoms button { justify-content: flex-start; text-align: left; min-height: 38px;
  padding: 6px 12px; width: 100%; border: 1px solid var(--line); border-radius: 8px; }
.st-key-symptoms button > div { justify-content: flex-start; }
.st-key-symptoms button:hover { border-color: var(--ink); }
.st-key-diagnosis { gap: 8px; }
.st-key-diagnosis .stVerticalBlock { gap: 8px; }
.st-key-diagnosis h3 { padding: 0; }
.st-key-diagnosis [data-testid="stMarkdownContainer"] { margin: 0; }
.st-key-diagnosis [data-testid="stMarkdownContainer"] p { margin: 0; line-height: 1.45; }
.st-key-diagnosis pre { padding: 8px 12px; }
.st-key-paste { gap: 6px; }
.st-key-try button[kind="tertiary"] p, .st-key-said button p {
  text-decoration: underline; text-decoration-color: var(--muted); text-underline-offset: 3px; }
.st-key-talk { row-gap: 6px; }

.walk { font-size: 12.5px; margin: 2px 0; }
.walk p { margin: 0 0 4px; } .walk .by { color: var(--muted); font-weight: 600; }
.walk .row { display: flex; flex-wrap: wrap; row-gap: 8px; column-gap: 22px; }
.walk .station { position: relative; display: inline-flex; flex-direction: column; gap: 1px;
  padding: 3px 9px; border: 1px solid var(--line); border-radius: 8px; line-height: 1.3;
  font-variant-numeric: tabular-nums; max-width: 100%; overflow-wrap: anywhere; }
.walk .station + .station::before { content: "→"; position: absolute; left: -18px; top: 50%;
  transform: translateY(-50%); color: var(--muted); }
.walk .station.beside::before { content: "+" !important; }
.walk .station.y + .station::before, .walk .station.y::before { content: "≟" !important; }
@media (max-width: 640px) { .walk .row { padding-left: 18px; } } /* a sign that begins a line */
.walk .station i { font-style: normal; }
.walk .samples { color: var(--samples); } .walk .timesteps { color: var(--timesteps); }
.walk .features { color: var(--features); }
.walk .stops { border: 2px dashed var(--bad); }
.walk .stops b { color: var(--bad); }
.walk .said { margin: 6px 0 0; color: var(--muted); overflow-wrap: anywhere; }

.both { display: flex; flex-wrap: wrap; gap: 10px; }
.axes { flex: 1 1 300px; max-width: 600px; margin: 0; padding: 8px 12px; font-size: 12.5px;
  border: 1px solid var(--line); border-radius: 10px; }
.axes figcaption { font-weight: 600; color: var(--muted); }
.axes p { margin: 6px 0 0; line-height: 1.35; }
.axes .shape { display: flex; flex-wrap: wrap; align-items: flex-end; line-height: 1.15;
  font-size: 18px; font-variant-numeric: tabular-nums; column-gap: 1px; }
.axes .shape > span { display: inline-flex; flex-direction: column; align-items: center;
  row-gap: 3px; }
.axes .shape > span b { padding: 0 5px; margin: 0 2px; border-radius: 4px; }
.axes .shape > b { padding-bottom: 17px; }
.axes small { font-size: 12px; font-weight: 600; }
.axes em { font-style: normal; font-size: 11.5px; font-weight: 600; min-height: 15px; }
.axes .samples, .axes .batch, .axes .rows { color: var(--samples); }
.axes .timesteps { color: var(--timesteps); }
.axes .features, .axes .columns { color: var(--features); }
.axes .units { color: var(--units); } .axes .unknown { color: inherit; }
.axes .missing em, .axes .extra em, .axes .other em { color: var(--bad); }
.axes .added em { color: var(--good); }
.axes .shape .missing b, .axes .shape .extra b, .axes .shape .other b {
  outline: 2px dashed var(--bad); }
.axes .shape .added b { outline: 2px solid var(--good); }

.axes .blocks { display: grid; grid-template: auto auto auto / auto 1fr; width: fit-content;
  max-width: 100%; gap: 4px 8px; margin-top: 8px; line-height: 1.2; font-weight: 600;
  grid-template-areas: "around beside" "down values" ". right"; }
.axes .values { grid-area: values; display: flex; flex-direction: column; gap: 6px; }
.axes { --cell: 16px; }
.axes .sheets { display: flex; gap: 8px; align-items: center; }
.axes .sheet { display: grid; gap: 2px;
  grid-template-columns: repeat(var(--across), var(--cell)); }
.axes .sheet i { height: 14px; border-radius: 3px;
  background: color-mix(in oklab, currentColor 26%, transparent); }
.axes .sheet .gap { background: radial-gradient(circle, var(--muted) 1.2px, transparent 1.6px); }
.axes .sheet:first-child .now { box-shadow: 0 0 0 1.5px var(--timesteps); }
.axes .framed .sheets { border: 1.5px solid var(--muted); border-radius: 6px; padding: 5px; }
.axes .side { white-space: nowrap; }
.axes .around { grid-area: around; display: flex; flex-direction: column; }
.axes .beside { grid-area: beside; border-bottom: 2px solid; }
.axes .down { grid-area: down; border-right: 2px solid; padding-right: 6px; display: flex;
  align-items: center; }
.axes .right { grid-area: right; border-top: 2px solid; width: fit-content; }
.axes .side.missing span { color: inherit; }
.axes .side.missing { border: 1.5px dashed; border-radius: 4px; padding: 0 5px;
  color: var(--bad); }
@media (max-width: 640px) { .axes { --cell: 13px; } }
"""
