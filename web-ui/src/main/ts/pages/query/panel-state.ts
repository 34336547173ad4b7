/** How many points a graph has. */
export type Resolution =
  | { readonly type: "auto"; readonly density: "low" | "medium" | "high" }
  | { readonly type: "fixed"; readonly stepMs: number }
  | { readonly type: "custom"; readonly stepMs: number };

/** How a graph is drawn. */
export type DisplayMode = "lines" | "stacked" | "heatmap";

/** The tab of a panel that is open. */
export type Tab = "table" | "graph" | "explain";

/** What is explained: the query at one time, or over the range. */
export type Explained = "instant" | "range";

/** A query and how its answer is shown. */
export interface Panel {
  /** Tells panels apart while the page is open. */
  readonly id: number;
  /** The expression that was run last. */
  readonly expr: string;
  readonly tab: Tab;
  /** Time of the table and end of the graph, in milliseconds since 1970; null is now. */
  readonly endMs: number | null;
  readonly rangeMs: number;
  readonly resolution: Resolution;
  readonly display: DisplayMode;
  readonly exemplars: boolean;
  /** Least value of the axis; null lets the data say. */
  readonly yMin: number | null;
  readonly explained: Explained;
}

let lastId = 0;

/** A panel without an expression. */
export function newPanel(): Panel {
  lastId++;
  return {
    id: lastId,
    expr: "",
    tab: "table",
    endMs: null,
    rangeMs: 3_600_000,
    resolution: { type: "auto", density: "medium" },
    display: "lines",
    exemplars: false,
    yMin: null,
    explained: "instant",
  };
}

/** A panel like another one. */
export function copyOf(panel: Panel): Panel {
  return { ...panel, id: newPanel().id };
}

/** Beginning and end of what a panel shows, in seconds since 1970; without an end it is now. */
export interface Times {
  readonly start: number;
  readonly end: number | undefined;
}

/** An instant selector looks so far back. */
const LOOKBACK_MS = 300_000;

/** The times of the series that a panel shows. */
export function timesOf({ endMs, rangeMs }: Panel, nowMs: number): Times {
  const start = ((endMs ?? nowMs) - Math.max(rangeMs, LOOKBACK_MS)) / 1_000;
  return { start, end: endMs === null ? undefined : endMs / 1_000 };
}

const POINTS = { low: 100, medium: 250, high: 750 } as const;

/** The distance of the points of a graph, in milliseconds. */
export function stepOf(resolution: Resolution, rangeMs: number): number {
  return resolution.type === "auto"
    ? Math.max(Math.floor(rangeMs / POINTS[resolution.density] / 1_000) * 1_000, 1_000)
    : resolution.stepMs;
}
