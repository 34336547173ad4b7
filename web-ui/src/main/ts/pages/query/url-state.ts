import { durationText, parseDuration } from "./duration-text";
import { isMoment } from "./moments";
import { type DisplayMode, newPanel, type Panel, type Resolution, type Tab } from "./panel-state";

/*
 * Panels in the URL, with Prometheus' parameters: g0.expr, g0.tab and so on for the first panel, g1.… for the second.
 */

const TABS: Readonly<Record<string, Tab>> = {
  "0": "graph", "1": "table", graph: "graph", table: "table", explain: "explain",
};
const DISPLAYS: readonly DisplayMode[] = ["lines", "stacked", "heatmap"];
const DENSITIES = ["low", "medium", "high"] as const;

/** A time in UTC to the second, as the URL has it. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

function millisecondsOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text) * 1_000;
  }
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
}

/** Milliseconds of a time as in the URL, in UTC unless it says otherwise, or of seconds since 1970; else null. */
export function parseTime(text: string): number | null {
  const ms = millisecondsOf(text.trim());
  return isMoment(ms) ? ms : null;
}

function resolutionOf(get: (name: string) => string | null): Resolution | undefined {
  const type = get("res_type");
  const step = Number(get("res_step") ?? Number.NaN) * 1_000;
  if ((type === "fixed" || type === "custom") && step > 0) {
    return { type, stepMs: step };
  }
  const density = DENSITIES.find((each) => each === get("res_density"));
  if (type === "auto" && density !== undefined) {
    return { type, density };
  }
  const old = Number.parseInt(get("step_input") ?? "", 10);
  return old > 0 ? { type: "custom", stepMs: old * 1_000 } : undefined;
}

function panelOf(get: (name: string) => string | null): Panel {
  const panel = newPanel();
  const end = get("end_input") ?? get("moment_input");
  const yMin = Number.parseFloat(get("y_axis_min") ?? "");
  const stacked = get("stacked");
  const display = DISPLAYS.find((each) => each === get("display_mode"));
  return {
    ...panel,
    expr: get("expr") ?? "",
    tab: TABS[get("tab") ?? ""] ?? panel.tab,
    endMs: end === null ? null : parseTime(end),
    rangeMs: parseDuration(get("range_input") ?? "") || panel.rangeMs,
    resolution: resolutionOf(get) ?? panel.resolution,
    display: display ?? (stacked === "1" ? "stacked" : panel.display),
    exemplars: get("show_exemplars") === "1",
    yMin: Number.isNaN(yMin) ? null : yMin,
    explained: get("explain") === "range" ? "range" : "instant",
  };
}

/** The panels that the parameters tell of; none when there is no expression. */
export function panelsOf(parameters: URLSearchParams): Panel[] {
  const panels: Panel[] = [];
  for (let i = 0; parameters.has(`g${i}.expr`); i++) {
    panels.push(panelOf((name) => parameters.get(`g${i}.${name}`)));
  }
  return panels;
}

/** A link to the page of queries with one panel. */
export function panelLink(panel: Panel): string {
  return `query?${parametersOf([panel]).toString()}`;
}

/** The parameters of panels. */
export function parametersOf(panels: readonly Panel[]): URLSearchParams {
  const parameters = new URLSearchParams();
  panels.forEach((panel, i) => {
    const add = (name: string, value: string): void => parameters.append(`g${i}.${name}`, value);
    add("expr", panel.expr);
    add("tab", panel.tab);
    if (panel.endMs !== null) {
      add("end_input", timeText(panel.endMs));
      add("moment_input", timeText(panel.endMs));
    }
    add("range_input", durationText(panel.rangeMs));
    add("res_type", panel.resolution.type);
    if (panel.resolution.type === "auto") {
      add("res_density", panel.resolution.density);
    } else {
      add("res_step", String(panel.resolution.stepMs / 1_000));
    }
    add("display_mode", panel.display);
    if (panel.yMin !== null) {
      add("y_axis_min", String(panel.yMin));
    }
    add("show_exemplars", panel.exemplars ? "1" : "0");
    // Prometheus has no such parameter: links without it are the same in both.
    if (panel.explained === "range") {
      add("explain", panel.explained);
    }
  });
  return parameters;
}
