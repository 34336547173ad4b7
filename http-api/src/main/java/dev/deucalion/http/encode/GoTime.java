package dev.deucalion.http.encode;

import dev.deucalion.model.time.UtcText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as Go writes them: RFC 3339 in UTC, the fraction of the second without trailing zeros. */
public final class GoTime {
  /** The zero time of Go, which stands for "never". */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private GoTime() {}

  /** The text of a time; null is Go's zero time. */
  public static String format(@Nullable Instant time) {
    return time == null ? NEVER : UtcText.shortest(time);
  }
}
