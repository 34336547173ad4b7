import { shortNumber } from "../../../format/number";
import type { CanvasColors } from "./canvas";
import { type Plot, xOf, yOf } from "./plot";
import { markText, timeMarks } from "./scale";

const PIXELS_PER_MARK = 90;

/** Draws the grid, the marks of both axes and what stands at them. */
export function drawAxes(
  context: CanvasRenderingContext2D, plot: Plot, colors: CanvasColors, local: boolean,
  valueText: (value: number) => string = shortNumber,
): void {
  const { span, axis } = plot;
  context.font = colors.font;
  context.lineWidth = 1;
  context.strokeStyle = colors.line;
  context.fillStyle = colors.text;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const mark of axis.marks) {
    const y = Math.round(yOf(plot, mark)) + 0.5;
    context.beginPath();
    context.moveTo(plot.left, y);
    context.lineTo(plot.left + plot.width, y);
    context.stroke();
    context.fillText(valueText(mark), plot.left - 6, y);
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  const rangeMs = span.endMs - span.startMs;
  for (const mark of timeMarks(span.startMs, span.endMs, Math.max(2, plot.width / PIXELS_PER_MARK), local)) {
    const x = Math.round(xOf(plot, mark)) + 0.5;
    context.beginPath();
    context.moveTo(x, plot.top);
    context.lineTo(x, plot.top + plot.height + 4);
    context.stroke();
    const text = markText(mark, rangeMs, local);
    const half = context.measureText(text).width / 2;
    context.fillText(text, Math.min(x, plot.left + plot.width + plot.right - half), plot.top + plot.height + 6);
  }
}
