package dev.deucalion.tsdb;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.restart.RestartFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies of a store's directory, as a kill leaves it, and what can be read from them. */
final class KilledStore {
  /** Small segments and short chunks. */
  static final TsdbOptions SMALL =
      TsdbOptions.DEFAULTS
          .withWalSegmentBytes(64 << 10)
          .withChunkRangeMs(600_000)
          .withLockFile(TsdbOptions.LockFile.NONE);

  /** What is copied of a file; the rest of the long ones is a hole. */
  private static final int MAX_BYTES = 4 << 20;

  private KilledStore() {}

  /** Copies a directory to a place where there is none. */
  static Path copy(Path dir, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(dir.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          copySparse(path, target);
        }
      }
    }
    return to;
  }

  private static void copySparse(Path from, Path to) throws IOException {
    try (RandomAccessFile source = new RandomAccessFile(from.toFile(), "r");
        RandomAccessFile target = new RandomAccessFile(to.toFile(), "rw")) {
      byte[] beginning = new byte[(int) Math.min(source.length(), MAX_BYTES)];
      source.readFully(beginning);
      target.write(beginning);
      target.setLength(source.length());
    }
  }

  /** All samples of a store, labels → time → bits of the value. */
  static Map<Labels, Map<Long, Long>> all(Path dir) throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
      return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  /** All samples that the log alone gives; the directory is copied for that. */
  static Map<Labels, Map<Long, Long>> allOfLog(Path dir, Path copyTo) throws IOException {
    Path copy = copy(dir, copyTo);
    RestartFile.delete(FileOps.SYSTEM, copy);
    for (Path file : files(copy.resolve("chunks_head"))) {
      Files.delete(file);
    }
    return all(copy);
  }

  /** The files in a directory by name. */
  static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }
}
