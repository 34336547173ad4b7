package dev.deucalion.server.config;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import java.util.List;

/**
 * A configuration in force. Immutable.
 *
 * @param logLevel {@code runtime.log_level}, empty where the command line decides
 * @param otlp how metrics that come by OTLP are translated
 * @param yaml the whole configuration with defaults filled in and secrets hidden
 * @param warnings what is accepted and yet not as the file may hope, for the log
 */
public record ServerConfig(
    GlobalConfig global,
    String logLevel,
    List<ScrapeJobOptions> scrapeJobs,
    StorageConfig storage,
    OtlpSettings otlp,
    String yaml,
    List<String> warnings) {
  public ServerConfig {
    scrapeJobs = List.copyOf(scrapeJobs);
    warnings = List.copyOf(warnings);
  }
}
