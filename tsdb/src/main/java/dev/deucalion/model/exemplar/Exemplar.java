package dev.deucalion.model.exemplar;

import dev.deucalion.model.labels.Labels;

/**
 * One observation of a series.
 *
 * @param labels of the exemplar, not of its series; at most {@link #MAX_LABEL_CHARS} characters
 * @param timeMs milliseconds since the epoch
 */
public record Exemplar(Labels labels, double value, long timeMs) {
  /** Most characters (code points) of all label names and values together. */
  public static final int MAX_LABEL_CHARS = 128;
}
