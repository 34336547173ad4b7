import type { Metric } from "../answer";
import { numberOf } from "../answer";
import { type Plot, xOf, yOf } from "./plot";

/** Exemplars as the API gives them. */
export interface ExemplarSeries {
  readonly seriesLabels: Metric;
  readonly exemplars: readonly { readonly labels: Metric; readonly value: string; readonly timestamp: number }[];
}

/** An exemplar as a point. */
export interface Exemplar {
  readonly timeMs: number;
  readonly value: number;
  readonly labels: Metric;
  readonly series: Metric;
}

const MOST = 2_000;

/** Where an exemplar is drawn: at the rim of the plot when its value is not within the axis. */
export function placeOf(plot: Plot, { timeMs, value }: Exemplar): { readonly x: number; readonly y: number } {
  return { x: xOf(plot, timeMs), y: Math.max(plot.top, Math.min(plot.top + plot.height, yOf(plot, value))) };
}

/** The exemplars of all series; of very many the newest. */
export function exemplarsOf(all: readonly ExemplarSeries[]): Exemplar[] {
  const points = all.flatMap(({ seriesLabels, exemplars }) =>
    exemplars.map(({ labels, value, timestamp }) => ({
      timeMs: timestamp * 1_000, value: numberOf(value), labels, series: seriesLabels,
    })),
  );
  return points.sort((a, b) => b.timeMs - a.timeMs).slice(0, MOST);
}
