package dev.deucalion.testing.server;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.source.MetricsSource;
import java.io.OutputStream;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An embedded Prometheus has no metrics of its own. */
final class NoMetrics implements MetricsSource {
  @Override
  public Exposition expose(@Nullable String accept) {
    return new Exposition() {
      @Override
      public String contentType() {
        return "text/plain; version=0.0.4; charset=utf-8";
      }

      @Override
      public void writeTo(OutputStream out) {}
    };
  }

  @Override
  public void writeFamilies(JsonWriter out, Predicate<String> wanted) {}
}
