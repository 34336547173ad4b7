package dev.deucalion.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a rehearsal: a configuration with what most have, so that its classes are kept ready
 * too. Nobody answers where it looks for Alertmanagers. The JVM keeps in memory what it keeps
 * ready, so the client of Kubernetes, whose classes are a fifth of all, is left out.
 */
final class RehearsalFiles {
  private static final String CONFIG =
      """
      # As users write it, in blocks.
      global:
        scrape_interval: 1s
        evaluation_interval: 1s
        external_labels:
          cluster: rehearsal
      rule_files:
        - rules*.yml
      alerting:
        alert_relabel_configs:
          - regex: replica
            action: labeldrop
        alertmanagers:
          - static_configs:
              - targets: [127.0.0.1:1]
      scrape_configs:
        - job_name: rehearsal
          honor_labels: true
          static_configs:
            - targets:
                - 127.0.0.1:PORT
              labels:
                zone: a
          relabel_configs:
            - source_labels: [__address__, job]
              separator: ;
              regex: (.+):(\\d+);(.*)
              replacement: $1
              target_label: host
          metric_relabel_configs:
            - source_labels: [__name__]
              regex: nothing_.*
              action: drop
        - job_name: files
          file_sd_configs:
            - files:
                - targets*.json
        # As others write it, in braces and without indents of lists.
        - {job_name: braces, scrape_timeout: 1s}
        - job_name: flush
          static_configs:
          - targets: ['127.0.0.1:PORT']
          - {targets: ["127.0.0.1:PORT"], labels: {zone: b}}
      """;

  private static final String RULES =
      """
      groups:
        - name: rehearsal
          rules:
            - record: job:up:avg
              expr: avg by (job) (up)
            - alert: Always
              expr: vector(1) > 0
              labels:
                severity: none
              annotations:
                summary: 'It is {{ $value | humanize }} at {{ $labels.instance }}'
            - alert: TargetDown
              expr: up == 0
              for: 5m
      """;

  private RehearsalFiles() {}

  /**
   * Writes them.
   *
   * @param port of the server, which is a target
   * @return the configuration
   */
  static Path write(Path directory, int port) throws IOException {
    Files.writeString(directory.resolve("rules.yml"), RULES);
    Files.writeString(
        directory.resolve("targets.json"),
        "[{\"targets\": [\"127.0.0.1:%s\"], \"labels\": {\"a\": \"b\"}}]\n".formatted(port));
    return Files.writeString(
        directory.resolve("rehearsal.yml"), CONFIG.replace("PORT", String.valueOf(port)));
  }
}
