import type { Span } from "./graph-data";
import type { Axis } from "./scale";

/** The area of a graph between its axes, in pixels of the page, and what it spans. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Room at its right, for what stands at marks near the end. */
  readonly right: number;
  readonly span: Span;
  readonly axis: Axis;
}

/** Where a time lies, in pixels. */
export function xOf(plot: Plot, timeMs: number): number {
  return plot.left + ((timeMs - plot.span.startMs) / Math.max(1, plot.span.endMs - plot.span.startMs)) * plot.width;
}

/** Which time lies at a pixel. */
export function timeAt(plot: Plot, x: number): number {
  return plot.span.startMs + ((x - plot.left) / plot.width) * (plot.span.endMs - plot.span.startMs);
}

/** Where a value lies, in pixels; infinite ones at the rims. */
export function yOf(plot: Plot, value: number): number {
  const share = (value - plot.axis.min) / (plot.axis.max - plot.axis.min);
  return plot.top + (1 - Math.max(-1, Math.min(2, share))) * plot.height;
}
