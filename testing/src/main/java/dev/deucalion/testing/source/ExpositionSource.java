package dev.deucalion.testing.source;

import java.util.function.Supplier;

/** A target in the same process: says what it shows whenever it is scraped. */
@FunctionalInterface
public interface ExpositionSource {
  /**
   * What the target shows now.
   *
   * @throws Exception when it cannot; the scrape fails with the message, as if the target was down
   */
  Exposition read() throws Exception;

  /** A target that shows text in Prometheus' format. */
  static ExpositionSource text(Supplier<String> lines) {
    return () -> Exposition.text(lines.get());
  }
}
