package dev.deucalion.server.config;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.rules.notify.AlertingOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.server.config.yaml.Problem;
import java.util.List;
import java.util.Map;

/**
 * A configuration in force. Immutable.
 *
 * @param logLevel {@code runtime.log_level}, empty where the command line decides
 * @param scrapeYaml each scrape job of any file, by name, with defaults and hidden secrets
 * @param remote remote ends that are written to and read
 * @param otlp how metrics that come by OTLP are translated
 * @param alerting who is told of alerts
 * @param yaml the whole configuration with defaults filled in and secrets hidden
 * @param warnings what is accepted and yet not as the file may hope, for the log
 * @param unsupported what is right, and what no server can start on
 * @param ruleFiles patterns of paths of rule files
 * @param furtherFiles patterns of paths of files that belong to the configuration
 */
public record ServerConfig(
    GlobalConfig global,
    String logLevel,
    List<ScrapeJobOptions> scrapeJobs,
    Map<String, String> scrapeYaml,
    StorageConfig storage,
    RemoteConfig remote,
    OtlpSettings otlp,
    AlertingOptions alerting,
    String yaml,
    List<String> warnings,
    List<Problem> unsupported,
    List<String> ruleFiles,
    List<String> furtherFiles) {
  public ServerConfig {
    scrapeJobs = List.copyOf(scrapeJobs);
    scrapeYaml = Map.copyOf(scrapeYaml);
    warnings = List.copyOf(warnings);
    unsupported = List.copyOf(unsupported);
    ruleFiles = List.copyOf(ruleFiles);
    furtherFiles = List.copyOf(furtherFiles);
  }

  /**
   * This configuration, for a server.
   *
   * @param file the name of its file, for the message
   * @throws ConfigException when it asks for something that the program does not have
   */
  public ServerConfig supported(String file) throws ConfigException {
    if (!unsupported.isEmpty()) {
      throw new ConfigException(file, unsupported);
    }
    return this;
  }
}
