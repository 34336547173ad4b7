package dev.deucalion.model.exemplar;

import dev.deucalion.model.labels.Labels;

/**
 * One observation of a series.
 *
 * @param labels of the exemplar, not of its series; at most {@link #MAX_LABEL_CHARS} characters
 * @param timeMs milliseconds since the epoch
 * @param timeIsGiven whether the source named the time; else it is that of the scrape, and says
 *     nothing about whether two exemplars are the same observation
 */
public record Exemplar(Labels labels, double value, long timeMs, boolean timeIsGiven) {
  /** Most characters (code points) of all label names and values together. */
  public static final int MAX_LABEL_CHARS = 128;

  /** An exemplar whose source names its time. */
  public Exemplar(Labels labels, double value, long timeMs) {
    this(labels, value, timeMs, true);
  }

  /**
   * Whether both are one observation: same labels and value, and same time unless neither source
   * named one.
   */
  public boolean isSameObservation(Exemplar other) {
    boolean timesCount = timeIsGiven || other.timeIsGiven;
    return value == other.value
        && (!timesCount || timeMs == other.timeMs)
        && labels.equals(other.labels);
  }

  /** Characters (code points) of all label names and values. */
  public int labelChars() {
    int chars = 0;
    for (int i = 0; i < labels.size(); i++) {
      chars += codePoints(labels.name(i)) + codePoints(labels.value(i));
    }
    return chars;
  }

  private static int codePoints(String s) {
    return s.codePointCount(0, s.length());
  }
}
