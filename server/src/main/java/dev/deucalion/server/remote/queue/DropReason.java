package dev.deucalion.server.remote.queue;

/** Why something that the log has is not sent. */
public enum DropReason {
  /** Older than {@code sample_age_limit}. */
  TOO_OLD("too_old"),
  /** Relabeling drops the series. */
  DROPPED_SERIES("dropped_series"),
  /** The log does not say whose sample it is. */
  UNKNOWN_SERIES("unintentionally_dropped_series"),
  /** A histogram with custom buckets, which version 1 does not have. */
  CUSTOM_BUCKETS("nhcb_in_rw1_not_supported");

  private final String label;

  DropReason(String label) {
    this.label = label;
  }

  /** The value of the label {@code reason}. */
  public String label() {
    return label;
  }
}
