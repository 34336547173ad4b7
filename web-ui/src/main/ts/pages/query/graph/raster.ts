import type { Rgb } from "./colors";
import type { Plot } from "./plot";
import { yOf } from "./plot";

/** A column of values with its colour. */
export interface Line {
  readonly values: Float64Array;
  readonly color: Rgb;
}

/*
 * Draws into an array of pixels of its own. A thousand lines of a thousand points have a million pieces, for which a
 * canvas takes more than twice as long; here a piece costs as many writes as it is high.
 */

/** Pixels are written as one number, in the order of little-endian machines, which all browsers run on. */
function packed([red, green, blue]: Rgb, alpha: number): number {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function fillColumn(
  pixels: Uint32Array, width: number, height: number, x: number, fromY: number, toY: number, color: number,
): void {
  const from = Math.max(0, Math.min(fromY, toY));
  const to = Math.min(height - 1, Math.max(fromY, toY));
  for (let at = from * width + x; at <= to * width + x; at += width) {
    pixels[at] = color;
  }
}

function drawPiece(
  pixels: Uint32Array, width: number, height: number, x0: number, y0: number, x1: number, y1: number, color: number,
): void {
  const slope = x1 === x0 ? 0 : (y1 - y0) / (x1 - x0);
  const first = Math.max(0, Math.round(x0));
  const last = Math.min(width - 1, Math.round(x1));
  let before = Math.round(y0 + slope * (first - x0));
  if (first >= last) {
    if (first < width) {
      fillColumn(pixels, width, height, first, Math.round(y0), Math.round(y1), color);
    }
    return;
  }
  for (let x = first; x <= last; x++) {
    const y = Math.round(y0 + slope * (x - x0));
    fillColumn(pixels, width, height, x, before, y, color);
    before = y;
  }
}

function drawLine(pixels: Uint32Array, width: number, height: number, plot: Plot, values: Float64Array, color: number): void {
  const last = Math.max(1, values.length - 1);
  let beforeX = 0;
  let beforeY = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      beforeY = Number.NaN;
      continue;
    }
    const x = (i / last) * (width - 1);
    const y = yOf(plot, value) - plot.top;
    if (Number.isNaN(beforeY)) {
      fillColumn(pixels, width, height, Math.round(x), Math.round(y), Math.round(y), color);
    } else {
      drawPiece(pixels, width, height, beforeX, beforeY, x, y, color);
    }
    beforeX = x;
    beforeY = y;
  }
}

/** Lines as a picture of the size of the plot. */
export function rasterLines(plot: Plot, lines: readonly Line[]): ImageData {
  const image = new ImageData(Math.max(1, Math.round(plot.width)), Math.max(1, Math.round(plot.height)));
  const pixels = new Uint32Array(image.data.buffer);
  for (const line of lines) {
    drawLine(pixels, image.width, image.height, plot, line.values, packed(line.color, 255));
  }
  return image;
}

/** Areas between each column and the one below it, the first one above zero, with their upper rims. */
export function rasterAreas(plot: Plot, tops: readonly Line[]): ImageData {
  const image = new ImageData(Math.max(1, Math.round(plot.width)), Math.max(1, Math.round(plot.height)));
  const { width, height } = image;
  const pixels = new Uint32Array(image.data.buffer);
  const zero = Math.round(yOf(plot, 0) - plot.top);
  const floor = new Int32Array(width).fill(zero);
  for (const top of tops) {
    const inside = packed(top.color, 140);
    const rim = packed(top.color, 255);
    const last = Math.max(1, top.values.length - 1);
    for (let x = 0; x < width; x++) {
      const at = (x / Math.max(1, width - 1)) * last;
      const left = Math.floor(at);
      const a = top.values[left] as number;
      const b = left + 1 < top.values.length ? (top.values[left + 1] as number) : a;
      const value = at === left ? a : a + (b - a) * (at - left);
      if (!Number.isNaN(value)) {
        const y = Math.round(yOf(plot, value) - plot.top);
        const below = floor[x] as number;
        if (y !== below) {
          fillColumn(pixels, width, height, x, y, y < below ? below - 1 : below + 1, inside);
          fillColumn(pixels, width, height, x, y, y, rim);
        }
        floor[x] = y;
      }
    }
  }
  return image;
}
