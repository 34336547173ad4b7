import { shortNumber } from "../../../format/number";
import type { DisplayMode } from "../panel-state";
import { type CanvasColors, canvasColors, prepare } from "./canvas";
import { drawAxes } from "./draw-axes";
import { drawHeatmap } from "./draw-heatmap";
import { type DrawnLine, drawLines, drawStack } from "./draw-lines";
import { type Exemplar, type PlacedExemplar, placed } from "./exemplars";
import { type GraphData, type GraphSeries, type Span, stacked } from "./graph-data";
import { type Heatmap, heatmapOf } from "./heatmap";
import type { Plot } from "./plot";
import { extremes, padded, valueAxis } from "./scale";

const LEFT = 64;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 26;

/** What is to be seen in a graph. */
export interface Scene {
  readonly data: GraphData;
  readonly span: Span;
  /** The series that are not hidden. */
  readonly visible: readonly GraphSeries[];
  readonly mode: DisplayMode;
  readonly yMin: number | null;
  readonly exemplars: readonly Exemplar[];
  readonly localTime: boolean;
}

/** A graph that was drawn, for whoever asks what lies at a place of it. */
export interface Picture {
  readonly scene: Scene;
  readonly plot: Plot;
  /** The lines as drawn: of a stack, their upper rims. */
  readonly lines: readonly DrawnLine[];
  readonly heatmap: Heatmap | undefined;
  readonly exemplars: readonly PlacedExemplar[];
}

function plotOf(scene: Scene, lines: readonly DrawnLine[], width: number, height: number): Plot {
  const area = { left: LEFT, right: RIGHT, top: TOP, width: Math.max(50, width - LEFT - RIGHT), height: height - TOP - BOTTOM };
  const [least, greatest] = extremes(lines.map(({ values }) => values));
  const [min, max] = padded(scene.mode === "stacked" ? Math.min(0, least) : least, greatest);
  const axis = valueAxis(scene.yMin ?? min, Math.max(max, scene.yMin ?? max), area.height / 50);
  return { ...area, span: scene.span, axis };
}

/** The axis of a heatmap counts rows; each mark is the bound at the top of a row. */
function heatmapPlot(plot: Plot, heatmap: Heatmap): Plot {
  const rows = heatmap.rows.length;
  const every = Math.ceil(rows / Math.max(1, plot.height / 18));
  const marks = heatmap.rows.map((_, i) => i + 1).filter((mark) => mark % every === 0);
  return { ...plot, axis: { min: 0, max: rows, marks } };
}

/** What the scene looks like in so many pixels of the page. */
export function pictureOf(scene: Scene, width: number, height: number): Picture {
  const { data, visible, mode } = scene;
  const heatmap = mode === "heatmap" ? heatmapOf(data, visible) : undefined;
  const tops = mode === "stacked" ? stacked(visible, data.steps) : undefined;
  const lines = visible.map(({ values, color }, i) => ({ values: tops?.[i] ?? values, color }));
  const values = plotOf(scene, lines, width, height);
  const plot = heatmap === undefined ? values : heatmapPlot(values, heatmap);
  return { scene, lines, heatmap, plot, exemplars: placed(scene.exemplars, plot, heatmap) };
}

function drawExemplars(context: CanvasRenderingContext2D, picture: Picture, colors: CanvasColors): void {
  // Over cells of any strength, a rim tells them apart.
  const rimmed = picture.heatmap !== undefined;
  context.fillStyle = rimmed ? colors.line : colors.strong;
  context.strokeStyle = colors.text;
  for (const { x, y } of picture.exemplars) {
    context.beginPath();
    context.moveTo(x, y - 5);
    context.lineTo(x + 5, y);
    context.lineTo(x, y + 5);
    context.lineTo(x - 5, y);
    context.closePath();
    context.fill();
    if (rimmed) {
      context.stroke();
    }
  }
}

/** Draws it. */
export function draw(canvas: HTMLCanvasElement, picture: Picture, width: number, height: number): void {
  const context = prepare(canvas, width, height);
  if (context === null) {
    return;
  }
  const { scene, plot, lines, heatmap } = picture;
  const { startMs, stepMs } = scene.data;
  const colors = canvasColors(canvas);
  if (heatmap !== undefined) {
    drawAxes(context, plot, colors, scene.localTime, (mark) => shortNumber(heatmap.rows[mark - 1]?.upper ?? 0));
    drawHeatmap(context, plot, startMs, stepMs, heatmap, colors.strong);
    drawExemplars(context, picture, colors);
    return;
  }
  drawAxes(context, plot, colors, scene.localTime);
  if (scene.mode === "stacked") {
    drawStack(context, plot, lines);
  } else {
    drawLines(context, plot, startMs, stepMs, lines);
  }
  drawExemplars(context, picture, colors);
}
