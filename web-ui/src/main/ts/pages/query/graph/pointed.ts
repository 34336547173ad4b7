import { boundsText } from "../table/histogram";
import { shortNumber } from "../../../format/number";
import type { Metric } from "../answer";
import type { PlacedExemplar } from "./exemplars";
import type { Picture } from "./picture";
import { timeAt, xOf, yOf } from "./plot";

/** What lies at a place of a graph. */
export interface Pointed {
  readonly timeMs: number;
  /** Where it lies, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly metric: Metric;
  readonly text: string;
  /** Index of the colour; undefined where there is none. */
  readonly color: number | undefined;
  /** Index among the lines of the picture. */
  readonly line: number | undefined;
}

const EXEMPLAR_REACH = 8;

function exemplarAt(picture: Picture, x: number, y: number): PlacedExemplar | undefined {
  return picture.exemplars.find((place) => Math.abs(place.x - x) < EXEMPLAR_REACH && Math.abs(place.y - y) < EXEMPLAR_REACH);
}

function heatmapAt(picture: Picture, step: number, timeMs: number, x: number, y: number): Pointed | undefined {
  const { heatmap, plot } = picture;
  if (heatmap === undefined) {
    return undefined;
  }
  const row = heatmap.rows[Math.floor(((plot.top + plot.height - y) / plot.height) * heatmap.rows.length)];
  const count = row?.counts?.[step];
  if (row === undefined || count === undefined || Number.isNaN(count)) {
    return undefined;
  }
  const bounds = boundsText([row.rule, shortNumber(row.lower), shortNumber(row.upper), ""]);
  return { timeMs, x, y, metric: {}, text: `${bounds}: ${shortNumber(count)}`, color: undefined, line: undefined };
}

/** The nearest sample to a place, or undefined where there is none. */
export function pointedAt(picture: Picture, x: number, y: number): Pointed | undefined {
  const { plot, scene, lines } = picture;
  if (x < plot.left || x > plot.left + plot.width || y < plot.top || y > plot.top + plot.height) {
    return undefined;
  }
  const place = exemplarAt(picture, x, y);
  if (place !== undefined) {
    const { exemplar } = place;
    const metric = { ...exemplar.series, ...exemplar.labels };
    return { timeMs: exemplar.timeMs, x: place.x, y: place.y, metric, text: `exemplar: ${exemplar.value}`, color: undefined, line: undefined };
  }
  const { startMs, stepMs, steps } = scene.data;
  const step = Math.max(0, Math.min(steps - 1, Math.round((timeAt(plot, x) - startMs) / stepMs)));
  const timeMs = startMs + step * stepMs;
  if (picture.heatmap !== undefined) {
    return heatmapAt(picture, step, timeMs, x, y);
  }
  let nearest = -1;
  let distance = Infinity;
  lines.forEach(({ values }, i) => {
    const away = Math.abs(yOf(plot, values[step] as number) - y);
    if (away < distance) {
      nearest = i;
      distance = away;
    }
  });
  const series = scene.visible[nearest];
  const line = lines[nearest];
  if (series === undefined || line === undefined) {
    return undefined;
  }
  return {
    timeMs,
    x: xOf(plot, timeMs),
    y: yOf(plot, line.values[step] as number),
    metric: series.metric,
    text: String(series.values[step]),
    color: series.color,
    line: nearest,
  };
}
