package dev.deucalion.server.config.part;

/**
 * What holds where the file is silent, as far as switches of the program decide it.
 *
 * @param protobufFirst whether protobuf is asked for before other formats
 * @param extraScrapeMetrics default of {@code extra_scrape_metrics}
 */
public record ConfigDefaults(boolean protobufFirst, boolean extraScrapeMetrics) {
  /** Without any switch. */
  public static final ConfigDefaults NONE = new ConfigDefaults(false, false);
}
