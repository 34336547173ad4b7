import type { Metric } from "../answer";
import { numberOf } from "../answer";
import { type Heatmap, rowOf } from "./heatmap";
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

/** An exemplar where it is drawn, in pixels. */
export interface PlacedExemplar {
  readonly exemplar: Exemplar;
  readonly x: number;
  readonly y: number;
}

function heightOf(plot: Plot, heatmap: Heatmap | undefined, value: number): number | undefined {
  if (heatmap === undefined) {
    return Math.max(plot.top, Math.min(plot.top + plot.height, yOf(plot, value)));
  }
  const row = rowOf(heatmap, value);
  return row === undefined ? undefined : yOf(plot, row + 0.5);
}

/**
 * The exemplars that are to be seen: at the rim where their value is not within the axis; in a heatmap in the middle of
 * the row that their value belongs to.
 */
export function placed(exemplars: readonly Exemplar[], plot: Plot, heatmap: Heatmap | undefined): PlacedExemplar[] {
  return exemplars.flatMap((exemplar) => {
    const x = xOf(plot, exemplar.timeMs);
    const y = heightOf(plot, heatmap, exemplar.value);
    return y === undefined || x < plot.left || x > plot.left + plot.width ? [] : [{ exemplar, x, y }];
  });
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
