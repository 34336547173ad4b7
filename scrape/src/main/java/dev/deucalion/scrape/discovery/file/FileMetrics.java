package dev.deucalion.scrape.discovery.file;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of files.
 *
 * @param readErrors files that could not be read or used
 * @param watchErrors directories that could not be watched
 * @param scans how long it took to read all files
 */
record FileMetrics(LongAdder readErrors, LongAdder watchErrors, DurationRecorder scans) {
  static FileMetrics of(DiscoveryMetrics metrics) {
    return new FileMetrics(
        metrics.counter(
            "prometheus_sd_file_read_errors", "Files with targets that could not be used."),
        metrics.counter(
            "prometheus_sd_file_watcher_errors",
            "Directories of files with targets that could not be watched."),
        metrics.durations(
            "prometheus_sd_file_scan_duration_seconds",
            "How long it took to read all files of a configuration."));
  }
}
