import { colorOf, cssColor } from "./colors";
import { type Plot, xOf, yOf } from "./plot";
import { type Line, rasterAreas, rasterLines } from "./raster";

/** From so many points on, lines are drawn pixel by pixel and without smooth edges. */
const MANY_POINTS = 60_000;

/** A line to draw: its values by step, and the index of its colour. */
export interface DrawnLine {
  readonly values: Float64Array;
  readonly color: number;
}

/** Draws one line with smooth edges; a value without neighbours becomes a dot. */
export function strokeLine(
  context: CanvasRenderingContext2D, plot: Plot, startMs: number, stepMs: number, line: DrawnLine, width: number,
): void {
  const { values } = line;
  context.strokeStyle = cssColor(colorOf(line.color));
  context.fillStyle = context.strokeStyle;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.beginPath();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      continue;
    }
    const x = xOf(plot, startMs + i * stepMs);
    const y = yOf(plot, value);
    const before = i > 0 && !Number.isNaN(values[i - 1]);
    const after = i + 1 < values.length && !Number.isNaN(values[i + 1]);
    if (before) {
      context.lineTo(x, y);
    } else if (after) {
      context.moveTo(x, y);
    } else {
      context.fillRect(x - 1.5, y - 1.5, 3, 3);
    }
  }
  context.stroke();
}

function place(context: CanvasRenderingContext2D, plot: Plot, image: ImageData): void {
  const buffer = document.createElement("canvas");
  buffer.width = image.width;
  buffer.height = image.height;
  buffer.getContext("2d")?.putImageData(image, 0, 0);
  context.drawImage(buffer, plot.left, plot.top, plot.width, plot.height);
}

function coloured(lines: readonly DrawnLine[]): Line[] {
  return lines.map(({ values, color }) => ({ values, color: colorOf(color) }));
}

/** Draws lines over one another. */
export function drawLines(
  context: CanvasRenderingContext2D, plot: Plot, startMs: number, stepMs: number, lines: readonly DrawnLine[],
): void {
  const points = lines.reduce((sum, { values }) => sum + values.length, 0);
  if (points > MANY_POINTS) {
    place(context, plot, rasterLines(plot, coloured(lines)));
    return;
  }
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top - 1, plot.width, plot.height + 2);
  context.clip();
  for (const line of lines) {
    strokeLine(context, plot, startMs, stepMs, line, 1.4);
  }
  context.restore();
}

/** Draws areas upon one another; the values of each are those of its upper rim. */
export function drawStack(context: CanvasRenderingContext2D, plot: Plot, tops: readonly DrawnLine[]): void {
  place(context, plot, rasterAreas(plot, coloured(tops)));
}
