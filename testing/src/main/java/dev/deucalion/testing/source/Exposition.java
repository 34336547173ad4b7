package dev.deucalion.testing.source;

import java.nio.charset.StandardCharsets;

/**
 * What a target shows when it is scraped.
 *
 * @param contentType as a target would send it; says which format the body has
 * @param body in that format; not written to any more
 */
@SuppressWarnings("ArrayRecordComponent")
public record Exposition(String contentType, byte[] body) {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /** In Prometheus' text format; the last line may lack its end. */
  public static Exposition text(String lines) {
    String whole = lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
    return new Exposition(TEXT, whole.getBytes(StandardCharsets.UTF_8));
  }

  /** In OpenMetrics 1.0, with {@code # EOF} at the end. */
  public static Exposition openMetrics(String lines) {
    return new Exposition(OPEN_METRICS, lines.getBytes(StandardCharsets.UTF_8));
  }
}
