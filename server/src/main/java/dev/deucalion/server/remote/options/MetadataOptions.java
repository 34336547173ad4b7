package dev.deucalion.server.remote.options;

/**
 * {@code metadata_config}: whether, in version 1, it is told what metrics are.
 *
 * @param sending whether it is
 * @param intervalMs time between two tellings
 * @param maxPerSend metrics of a request, at least 1
 */
public record MetadataOptions(Sending sending, long intervalMs, int maxPerSend) {
  /** Prometheus' defaults. */
  public static final MetadataOptions DEFAULTS = new MetadataOptions(Sending.ON, 60_000, 2_000);

  /** Whether metadata are sent. */
  public enum Sending {
    ON,
    OFF
  }
}
