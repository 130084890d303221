// Written out of scenes/sent/ by `python -m lstmviz.diagram.browser.declare`.

type Cell = "lstm" | "gru" | "simple_rnn";

type CellName = "lstm" | "gru" | "simple_rnn";

type Place = [number, number];

type Box = [number, number, number, number];

type Piece = [string, string];

interface Packed {
  shape: number[];
  scale: number;
  bits: number;
  data: string;
}

interface Theme {
  ink: Record<string, string>;
  css: string;
  names: string[];
  white: Record<string, number>;
  signed: string;
}

interface Palette {
  light: Theme;
  dark: Theme;
  fills: string[];
}

interface Drawn {
  width: number;
  height: number;
  style: string;
}

interface Lens {
  length: number;
  lens: number;
  near: number;
  before: number;
  after: number;
  cap: number;
}

interface Corner {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Moments {
  label: string;
  moments: number[];
  moment: number;
}

interface FlowStrip {
  name: string;
  letter: string;
  word: string;
  lane: number;
  column: number;
  kind: "gate" | "value";
  colour: string;
  equation: string[];
  note: string;
  when: number;
}

interface FlowTable {
  rows: number[];
  names: string[];
  text: string[][];
  tint: Packed;
}

interface FlowColumn {
  name: string;
  names: string[];
  unit: string;
  column: number;
  colour: number;
  feature: boolean;
  target: boolean;
}

interface FlowShown {
  rows: number[];
  inside: number[];
  target: number;
}

interface FlowTarget {
  row: number;
  value: number;
  text: string;
}

interface FlowAxes {
  rows: [string, string];
  columns: [string, string];
}

interface FlowSentences {
  first: string;
  middle: string;
  last: string;
  only: string;
}

interface FlowWeights {
  count: string;
  learn: string | null;
  alive: string | null;
}

interface TablePlace {
  x: number;
  y: number;
  width: number;
  height: number;
  enough: number;
}

interface LanePlace {
  left: number;
  right: number;
  tops: number[];
  height: number;
}

interface Ribbon {
  gutter: number;
  top: number;
}

interface Neighbour {
  t: number;
  x: number;
}

interface FilmPlace {
  before: Neighbour[];
  after: Neighbour[];
  walls: number[];
  zero: number;
  left: number;
  right: number;
  narrow: number;
  y: number;
  height: number;
}

interface InputPlace {
  x: number;
  y: number;
  width: number;
  height: number;
  row: number;
  lane: [number, number];
}

interface StripsPlace {
  x: number[];
  width: number;
}

interface GuessPlace {
  y: number;
  height: number;
  left: number;
  right: number;
}

type FlowMark = [string, number, ([number | string, number | string])[], string | number | [string, string][] | null, string, number];

interface FlowFrame {
  width: number;
  height: number;
  style: string;
  timesteps: number;
  inputs: number;
  phone: boolean;
  number: number;
  text: number;
  table: TablePlace;
  rows: Lens;
  columns: Lens;
  steps: Lens;
  units: Lens;
  lane: LanePlace;
  ribbon: Ribbon;
  film: FilmPlace;
  rail: [number, number];
  carriage: Corner;
  x: InputPlace;
  strips: StripsPlace;
  plaque: Corner;
  guess: GuessPlace;
  zero: number;
  wall: number;
  marks: ([string, number, ([number | string, number | string])[], string | number | [string, string][] | null, string, number])[];
}

interface FlowScene {
  id: string;
  choice: string;
  first: number;
  of: (number | string)[];
  cell: "lstm" | "gru" | "simple_rnn";
  layer: number;
  layers: number;
  T: number;
  F: number;
  features: number;
  U: number;
  samples: number[];
  total: number;
  reach: [number, number];
  frames: Record<string, FlowFrame>;
  columns: FlowColumn[];
  table_columns: number;
  axes: FlowAxes;
  table: FlowTable;
  shown: FlowShown[];
  x: string;
  cells: string;
  targets: FlowTarget[];
  steps: [string, string][][];
  strips: FlowStrip[];
  lanes: [string, string, boolean][];
  sentences: FlowSentences;
  tips: Record<string, string[]>;
  weights: FlowWeights;
  palette: Palette;
}

interface FlowGuess {
  text: string[][];
  at: number[][];
  goal: number[];
  error: string[];
}

interface FlowPulled {
  cell: number[];
  notches: number;
  text: string;
  changed: Packed;
  told: string[];
}

interface FlowValues {
  label: string;
  moments: number[];
  moment: number;
  of: (number | string)[];
  sums: Record<string, Packed>;
  state: Packed;
  x: Packed | null;
  guess: FlowGuess;
  max: Record<string, number>;
  weights: Packed;
  pulled: FlowPulled | null;
}

interface OfflineLayer {
  scene: FlowScene;
  values: FlowValues[];
}

interface OfflineData {
  layers: OfflineLayer[];
  layer: number;
  moment: number;
}

interface CellBlock {
  name: string;
  letter: string;
  word: string;
  colour: string;
  curve: "σ" | "tanh";
  sum: string;
}

interface CellPart {
  name: string;
  letter: string;
  of?: string;
  by?: string;
  gate?: string;
  colour?: string;
  word?: string;
  start?: string;
  parts?: string[];
}

interface CellTable {
  names: string[];
  text: string[][];
  units: string[];
  tint: Packed;
  numbers: number[];
}

interface CellColumn {
  names: string[];
  colour: number;
}

interface RowsPlace {
  y: number;
  h: number;
  n: number;
  x: number;
  xs: boolean;
  hs: boolean;
  named: number;
}

interface CurvePlace {
  y: number;
  h: number;
}

interface PanelPlace {
  x: number;
  y: number;
  w: number;
  part: number;
  line: boolean;
}

interface UnitsPlace {
  x: number;
  y: number;
  w: number;
  h: number;
  gap: number;
}

interface RailPlace {
  x: number;
  y: number;
  w: number;
  h: number;
  every: number;
}

interface CellFrame {
  width: number;
  height: number;
  style: string;
  phone: boolean;
  text: number;
  least: number;
  number: number;
  rows: RowsPlace;
  left: number;
  names: number;
  chip: [number, number];
  columns: number[];
  bars: number;
  column: number;
  curve: CurvePlace;
  panel: PanelPlace;
  strips: UnitsPlace;
  rail: RailPlace;
}

interface CellScene {
  id: string;
  of: (number | string | boolean)[];
  cell: "lstm" | "gru" | "simple_rnn";
  after: boolean;
  layer: number;
  layers: number;
  total: number;
  T: number;
  F: number;
  U: number;
  frames: Record<string, CellFrame>;
  blocks: CellBlock[];
  panel: CellPart[];
  equation: string;
  legend: string[];
  lines: string[];
  columns: CellColumn[];
  table: CellTable;
  cells: string;
  steps: [string, string][];
  sentences: [string, string];
  tips: Record<string, string[]>;
  palette: Palette;
}

interface CellValues {
  label: string;
  moments: number[];
  moment: number;
  of: (number | string | boolean)[];
  x: Packed;
  h: Packed;
  c: Packed | null;
  kernel: Packed;
  recurrent: Packed;
  bias: Packed;
  most: number;
}

type FilmCell = [number, number, number, number, number, number, number, number];

type FilmRow = [number, number, number];

type FilmAcross = [number, number, number];

type FilmSkip = [number, number, number];

type FilmMark = [string, [number, number][], string | null, string];

interface FilmBlock {
  x: number;
  y: number;
  w: number;
  h: number;
  label: [number, number];
  cells: [number, number, number, number, number, number, number, number][];
  skips: [number, number, number, number][];
}

interface FilmFrame {
  width: number;
  height: number;
  style: string;
  rows: [number, number, number][];
  skips: [number, number, number][];
  columns: [number, number, number][];
  across: [number, number, number][];
  end: number;
  blocks: FilmBlock[];
  aligned: boolean;
  stacked: boolean;
  text: number;
  table: number;
  side: number;
  marks: ([string, [number, number][], string | null, string])[];
}

interface FilmColumn {
  name: string;
  names: string[];
  column: number;
  colour: number;
  feature: boolean;
  target: boolean;
}

interface FilmTable {
  rows: number[];
  names: string[];
  text: string[][];
  units: string[];
  scaled: string[][];
  tint: Packed;
  held: boolean[];
}

interface FilmScene {
  id: string;
  choice: string;
  first: number;
  border: number;
  samples: number[];
  total: number;
  frames: Record<string, FilmFrame>;
  columns: FilmColumn[];
  table: FilmTable;
  goes: string[][];
  targets: number[];
  leak: boolean;
  side: [string, string];
  captions: string[];
  palette: Palette;
}

interface FilmTaken {
  cell: [number, number];
  name: string;
  unit: string;
  text: string[];
  scaled: string[];
  told: string;
}

interface FilmCard {
  key: string;
  title: string;
  samples: string;
  timesteps: string;
  features: string;
  chosen: boolean;
  picture: [number, number][][];
}

interface FilmData {
  scene: FilmScene;
  cards: FilmCard[];
  bare: boolean;
  pick: [number, number] | null;
  taken: FilmTaken | null;
}

interface MapGroup {
  name: string;
  first: number;
  last: number;
  token: string;
  word: string;
}

interface MapAxis {
  kind: string;
  names: string[];
  word: string;
  ticks: string[];
  groups: MapGroup[];
  colours: number[];
}

interface MapPanel {
  title: string;
  tip: string;
  why: string;
  rows: number;
  columns: number;
  marked: [number[], number[]];
}

type MapDead = [number, number, number, number];

interface Halves {
  data: string;
  scale: number;
}

interface MapNumbers {
  data: string;
  scale: number;
  limit: [number, string];
  note: string;
  dead: [number, number, number, number][];
}

interface MapsValues {
  of: [number, number][];
  panels: MapNumbers[];
}

type MapMark = [string, number[][], string | number | [string, string][] | null, string];

interface MapBox {
  x: number;
  y: number;
  w: number;
  h: number;
  title: [number, number];
  legend: [number, number, boolean];
  note: [number, number, number] | null;
}

interface MapsFrame {
  width: number;
  height: number;
  style: string;
  text: number;
  gap: number;
  panels: MapBox[];
  marks: ([string, number[][], string | number | [string, string][] | null, string])[];
}

type MapRegion = [number, number, number, number];

interface MapsFilm {
  title: string;
  caption: string;
  ms: number;
  shown: ([number, number, number, number] | null)[];
}

interface Described {
  axes: MapAxis[];
  panels: MapPanel[];
  of: [number, number][];
}

interface MapsScene {
  axes: MapAxis[];
  panels: MapPanel[];
  of: [number, number][];
  id: string;
  title: string;
  film: MapsFilm[];
  frames: Record<string, MapsFrame>;
  palette: Palette;
}

interface WiresPlace {
  inputs: [number, number];
  gates: [number, number];
  feature: [number, number];
  unit: [number, number];
  names: string[];
}

interface WiringFrame {
  width: number;
  height: number;
  style: string;
  text: number;
  gap: number;
  panels: MapBox[];
  marks: ([string, number[][], string | number | [string, string][] | null, string])[];
  wires: WiresPlace;
}

interface WiringSentences {
  unit: string;
  feature: string;
  previous: string;
}

interface WiringScene {
  axes: MapAxis[];
  panels: MapPanel[];
  of: [number, number][];
  id: string;
  sentences: WiringSentences;
  frames: Record<string, WiringFrame>;
  palette: Palette;
}

type Fed = "columns" | "row" | "window";

interface Lane {
  key: "columns" | "row" | "window";
  shape: string[];
  samples: number[][][];
  kernel: number[];
  recurrent: number[];
  bias: number[];
  head: number[];
  head_bias: number;
}

interface Curve {
  key: "columns" | "row" | "window";
  shape: string[];
  epochs: number[];
  errors: number[];
}

interface Proof {
  rows: number;
  target: string;
  unit: string;
  units: number;
  epochs: number;
  last_value: number;
  lowest: number;
  curves: Curve[];
}

interface Answer {
  layout: "columns" | "row" | "window";
  why: string;
}

interface StartOption {
  text: string;
  seen: string;
  expected: string;
  law: string;
}

interface StartAsked {
  title: string;
  options: StartOption[];
}

interface MeaningWords {
  words: string;
  example: string;
}

interface Meanings {
  question: string;
  options: Record<string, MeaningWords>;
}

interface StartScene {
  id: string;
  columns: string[];
  rows: number[][];
  target: number;
  pulled: number;
  units: number;
  offset: number[];
  scale: number[];
  lanes: Lane[];
  asked: StartAsked;
  proof: Proof;
  meanings: Record<string, Meanings>;
  answers: Record<string, Answer>;
  palette: Palette;
}

interface SideColumn {
  name: string;
  names: string[];
  unit: string;
  colour: number;
}

interface SideLane {
  key: string;
  words: string;
  shape: string[];
  timesteps: number;
  features: number;
  samples: number[];
  cells: string;
  targets: string[];
  goals: number[];
  note: string;
  cut: string;
}

interface SideFrame {
  width: number;
  height: number;
  style: string;
  table: [number, number, number, number] | null;
  rail: number;
  left: number;
  right: number;
  tops: number[];
  lane: number;
  head: [[number, number], [number, number]];
  x: [number, number];
  strips: [number, number][];
  guess: [number, number];
  steps: Lens;
  units: Lens;
}

interface SideScene {
  of: string;
  rows: number[];
  columns: SideColumn[];
  text: string[][];
  tint: Packed;
  goal: [number, number];
  states: string[];
  units: number;
  lanes: SideLane[];
  frames: Record<string, SideFrame>;
  sample: number;
  last: number;
  palette: Palette;
}

interface SideNumbers {
  label: string;
  live: boolean;
  error: string;
  states: Packed[];
  max: number[];
  guesses: string[];
  y: number[];
}

interface SideValues {
  label: string;
  moments: number[];
  moment: number;
  of: string;
  lanes: Record<string, SideNumbers>;
}

interface Mount {
  data: any;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue: (name: string, value: unknown) => void;
  setTriggerValue: (name: string, value: unknown) => void;
}
