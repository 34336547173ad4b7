/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [number, number, number];

const GOLDEN_ANGLE = 137.508;
const SATURATIONS = [0.78, 0.55, 0.95] as const;

/** Colours of this luminance can be told from white and from nearly black: by 3 to 1 at least. */
const LUMINANCES = [0.2, 0.26, 0.15] as const;

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

/** Relative luminance as the rules of contrast define it, from 0 to 1. */
export function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const known: Rgb[] = [];

/** The colour of the series of an index: neighbours have hues far apart. */
export function colorOf(index: number): Rgb {
  const found = known[index];
  if (found !== undefined) {
    return found;
  }
  const hue = (210 + index * GOLDEN_ANGLE) % 360;
  const saturation = SATURATIONS[index % 3] ?? SATURATIONS[0];
  const wanted = LUMINANCES[Math.floor(index / 5) % 3] ?? LUMINANCES[0];
  let low = 0;
  let high = 1;
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (luminance(fromHsl(hue, saturation, middle)) < wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const color = fromHsl(hue, saturation, low);
  known[index] = color;
  return color;
}

/** A colour for style sheets and canvases. */
export function cssColor([red, green, blue]: Rgb, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}
