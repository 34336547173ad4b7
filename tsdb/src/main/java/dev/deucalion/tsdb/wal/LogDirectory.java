package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Names of segments and checkpoints in the directory of a log. */
final class LogDirectory {
  private final FileOps files;
  private final Path dir;

  LogDirectory(FileOps files, Path dir) {
    this.files = files;
    this.dir = dir;
  }

  Path path() {
    return dir;
  }

  Path segment(long number) {
    return dir.resolve(WalLayout.segmentName(number));
  }

  Path checkpoint(long number) {
    return dir.resolve(WalLayout.checkpointName(number));
  }

  /** Where a checkpoint is written before it counts. */
  Path unfinishedCheckpoint(long number) {
    return dir.resolve(WalLayout.checkpointName(number) + WalLayout.UNFINISHED_SUFFIX);
  }

  /** Numbers of the segments, rising. */
  List<Long> segments() throws IOException {
    return files.list(dir).stream()
        .map(WalLayout::segmentNumber)
        .filter(number -> number >= 0)
        .sorted()
        .toList();
  }

  /** The segments that checkpoints stand for up to, rising. */
  List<Long> checkpoints() throws IOException {
    return files.list(dir).stream()
        .map(WalLayout::checkpointNumber)
        .filter(number -> number >= 0)
        .sorted()
        .toList();
  }

  /** The segment that the last checkpoint stands for up to; -1 where there is none. */
  long lastCheckpoint() throws IOException {
    List<Long> all = checkpoints();
    return all.isEmpty() ? -1 : all.getLast();
  }

  /** Deletes checkpoints that were never finished. */
  void deleteUnfinished() throws IOException {
    for (String name : files.list(dir)) {
      if (WalLayout.isUnfinishedCheckpoint(name)) {
        deleteDirectory(dir.resolve(name));
      }
    }
  }

  /**
   * Deletes segments before one and returns the bytes that they had. Directories with names of
   * segments are not ours and stay.
   */
  long deleteSegmentsBefore(long number) throws IOException {
    long bytes = 0;
    for (long segment : segments()) {
      Path file = segment(segment);
      if (segment < number && !files.isDirectory(file)) {
        bytes += files.size(file);
        files.delete(file);
      }
    }
    return bytes;
  }

  /** Deletes checkpoints before one. */
  void deleteCheckpointsBefore(long number) throws IOException {
    for (long checkpoint : checkpoints()) {
      if (checkpoint < number) {
        deleteDirectory(checkpoint(checkpoint));
      }
    }
  }

  /** Bytes of all segments, those of checkpoints too. */
  long bytes() throws IOException {
    long bytes = bytes(dir);
    for (long checkpoint : checkpoints()) {
      bytes += bytes(checkpoint(checkpoint));
    }
    return bytes;
  }

  private long bytes(Path of) throws IOException {
    long bytes = 0;
    for (String name : files.list(of)) {
      Path file = of.resolve(name);
      if (WalLayout.segmentNumber(name) >= 0 && !files.isDirectory(file)) {
        bytes += files.size(file);
      }
    }
    return bytes;
  }

  private void deleteDirectory(Path path) throws IOException {
    for (String name : files.list(path)) {
      files.delete(path.resolve(name));
    }
    files.delete(path);
  }
}
