package dev.deucalion.tsdb.exemplar;

/** Whether the ring takes an exemplar. */
public enum Admission {
  /** It is kept. */
  TAKEN,
  /** It is there already, which is as good as taken. */
  KNOWN,
  /** Older than the window before the newest one of its series. */
  OUT_OF_ORDER,
  /** Its labels have more than {@code Exemplar.MAX_LABEL_CHARS} characters. */
  LABELS_TOO_LONG,
  /** The ring has no room at all. */
  SWITCHED_OFF
}
