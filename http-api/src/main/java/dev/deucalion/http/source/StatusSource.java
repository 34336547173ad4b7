package dev.deucalion.http.source;

import dev.deucalion.tsdb.block.BlockMeta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the program tells about itself. */
public interface StatusSource {
  BuildInfo buildInfo();

  RuntimeInfo runtimeInfo();

  /** Every flag, hidden ones too, by its name without dashes. */
  Map<String, String> flags();

  /** The configuration in force, with defaults filled in and secrets hidden. */
  String configYaml();

  /**
   * Cardinality of the store.
   *
   * @param limit how many entries each list has at most, greater than 0
   * @param label whose values are counted, too; empty for none
   */
  TsdbStatus tsdbStatus(int limit, String label);

  /** Blocks on disk, oldest first. */
  List<BlockMeta> blocks();

  WalReplay walReplay();

  /** Which program this is; {@code version} is the version of Prometheus that it answers as. */
  record BuildInfo(
      String version,
      String revision,
      String branch,
      String buildUser,
      String buildDate,
      String goVersion) {}

  /**
   * How the process does. The names are those of the API; where they speak of Go, the nearest thing
   * of this runtime is told.
   *
   * @param lastConfigTime when the configuration was last loaded well, or null
   * @param threadCount shown as goroutineCount
   * @param processors shown as GOMAXPROCS
   * @param memoryLimitBytes shown as GOMEMLIMIT
   * @param storageRetention such as {@code 15d} or {@code 15d or 10GiB}
   */
  record RuntimeInfo(
      Instant startTime,
      String workingDirectory,
      String hostname,
      boolean reloadConfigSuccess,
      @Nullable Instant lastConfigTime,
      long corruptionCount,
      int threadCount,
      int processors,
      long memoryLimitBytes,
      String storageRetention) {}

  /**
   * Cardinality of the newest part of the store.
   *
   * @param minTimeMs earliest time in it
   * @param maxTimeMs latest time in it
   * @param seriesCountByLabelValue of the label that was asked for; the empty value stands for
   *     series without it
   */
  record TsdbStatus(
      long seriesCount,
      long labelPairCount,
      long chunkCount,
      long minTimeMs,
      long maxTimeMs,
      List<NamedCount> seriesCountByMetricName,
      List<NamedCount> labelValueCountByLabelName,
      List<NamedCount> memoryInBytesByLabelName,
      List<NamedCount> seriesCountByLabelValuePair,
      List<NamedCount> seriesCountByLabelValue) {}

  /** A number with a name, greatest first in lists. */
  record NamedCount(String name, long count) {}

  /** Progress of reading the log at start, in segments. */
  record WalReplay(int min, int max, int current) {}
}
