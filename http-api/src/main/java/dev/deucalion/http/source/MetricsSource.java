package dev.deucalion.http.source;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The program's own metrics. */
@FunctionalInterface
public interface MetricsSource {
  /**
   * Chooses a format.
   *
   * @param accept the Accept header, or null
   */
  Exposition expose(@Nullable String accept);

  /** Metrics in one format. */
  interface Exposition {
    String contentType();

    /** Writes all of them; called once. */
    void writeTo(OutputStream out) throws IOException;
  }
}
