package dev.deucalion.http.source;

import dev.deucalion.http.encode.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The program's own metrics. */
public interface MetricsSource {
  /**
   * Chooses a format.
   *
   * @param accept the Accept header, or null
   */
  Exposition expose(@Nullable String accept);

  /**
   * Writes the families of the message {@code io.prometheus.client.MetricFamily} into an array that
   * has been begun.
   *
   * @param wanted asked about the name of each
   */
  void writeFamilies(JsonWriter out, Predicate<String> wanted) throws IOException;

  /** Metrics in one format. */
  interface Exposition {
    String contentType();

    /** Writes all of them; called once. */
    void writeTo(OutputStream out) throws IOException;
  }
}
