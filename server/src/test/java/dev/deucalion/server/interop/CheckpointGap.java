package dev.deucalion.server.interop;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.DecodedRecord;
import dev.deucalion.tsdb.wal.LogScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The times of which a data directory has samples in a checkpoint. Prometheus 2.42 leaves float
 * histograms out when it writes one, as it does not know their records there; those that it has not
 * made into a block yet are in no file then.
 *
 * @param timesMs of all samples in checkpoints
 */
record CheckpointGap(Set<Long> timesMs) {
  static final CheckpointGap NONE = new CheckpointGap(Set.of());

  private static final String FLOAT_HISTOGRAMS = "kind=\"float\"";

  /** Reads the checkpoints of a log. */
  static CheckpointGap of(Path walDir) throws IOException {
    Set<Long> timesMs = new TreeSet<>();
    try (Stream<Path> entries = Files.list(walDir)) {
      for (Path dir : entries.filter(CheckpointGap::isCheckpoint).toList()) {
        try (LogScan log = new LogScan(FileOps.SYSTEM, dir)) {
          DecodedRecord record = log.next();
          while (record != null) {
            addTimes(record, timesMs);
            record = log.next();
          }
        }
      }
    }
    return new CheckpointGap(timesMs);
  }

  private static boolean isCheckpoint(Path path) {
    return Files.isDirectory(path) && !path.toString().endsWith(".tmp");
  }

  private static void addTimes(DecodedRecord record, Set<Long> timesMs) {
    switch (record.kind()) {
      case SAMPLES, HISTOGRAMS -> {
        for (int i = 0; i < record.count(); i++) {
          timesMs.add(record.timesMs()[i]);
        }
      }
      case NOTHING, SERIES, EXEMPLARS, METADATA, TOMBSTONES, CHUNK_MARKERS -> {}
    }
  }

  /** All samples but the float histograms of these times. */
  RawSamples without(RawSamples samples) {
    RawSamples rest = samples.copy();
    for (long timeMs : timesMs) {
      rest.delete(FLOAT_HISTOGRAMS, timeMs, timeMs);
    }
    return rest;
  }
}
