package dev.deucalion.http.receive;

/** What the receiver of remote writes 2.0 takes beside samples, where it is switched on. */
public enum WriteExtra {
  /** What series measure goes to the log as well. */
  METADATA_RECORDS,
  /** A sample of nothing is stored at the time since when a counter counts. */
  START_ZERO_SAMPLES,
  /** Series have the type and the unit that their metadata says as labels. */
  TYPE_AND_UNIT_LABELS
}
