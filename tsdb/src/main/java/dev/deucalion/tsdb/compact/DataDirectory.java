package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.block.CorruptBlockException;
import dev.deucalion.tsdb.block.FileTree;
import dev.deucalion.tsdb.block.InOrderEndFile;
import dev.deucalion.tsdb.block.Ulid;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocks' directories within a data directory. Safe for use by many threads. */
final class DataDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  /** Ends the name of the directory of a block that is being deleted. */
  private static final String DELETION_SUFFIX = ".tmp-for-deletion";

  /** What Prometheus before 2.21 put behind the names of blocks that are not finished. */
  private static final String OLD_SUFFIX = ".tmp";

  private static final List<String> LEFTOVER_SUFFIXES =
      List.of(BlockWriter.CREATION_SUFFIX, DELETION_SUFFIX, OLD_SUFFIX);

  /** Directory of the write-ahead log. */
  static final String LOG_NAME = "wal";

  private final FileOps files;
  private final Path dir;

  DataDirectory(FileOps files, Path dir) {
    this.files = files;
    this.dir = dir;
  }

  /** Where a block is, or would be. */
  Path blockDir(String ulid) {
    return dir.resolve(ulid);
  }

  /**
   * Notes beside the log up to when blocks had all samples in order, before they are deleted; a
   * later time that was noted stays.
   */
  void noteInOrderEnd(long endMs) throws IOException {
    Path log = dir.resolve(LOG_NAME);
    if (endMs > notedInOrderEnd(log)) {
      InOrderEndFile.write(files, log, endMs);
    }
  }

  private long notedInOrderEnd(Path log) throws IOException {
    try {
      return InOrderEndFile.read(files, log).orElse(Long.MIN_VALUE);
    } catch (CorruptBlockException e) {
      return Long.MIN_VALUE;
    }
  }

  /** Names of the blocks, in the order in which they were made. */
  List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (String name : files.list(dir)) {
      if (Ulid.isUlid(name) && files.isDirectory(dir.resolve(name))) {
        blocks.add(name);
      }
    }
    return blocks;
  }

  /** Deletes a block: from one moment to the next it is no longer there, also after a crash. */
  void delete(String ulid) throws IOException {
    Path block = blockDir(ulid);
    if (!files.isDirectory(block)) {
      return;
    }
    Path leaving = dir.resolve(ulid + DELETION_SUFFIX);
    FileTree.delete(files, leaving);
    files.rename(block, leaving);
    // Otherwise a loss of power may undo the rename and leave the block without some of its files.
    files.syncDirectory(dir);
    FileTree.delete(files, leaving);
    LOG.info("Deleting obsolete block, block={}", ulid);
  }

  /** Deletes what a process left behind that ended while it wrote or deleted a block. */
  void deleteLeftovers() throws IOException {
    for (String name : files.list(dir)) {
      if (isLeftover(name) && files.isDirectory(dir.resolve(name))) {
        LOG.info("Found and deleting tmp dir, dir={}", dir.resolve(name));
        FileTree.delete(files, dir.resolve(name));
      }
    }
  }

  private static boolean isLeftover(String name) {
    return LEFTOVER_SUFFIXES.stream()
        .anyMatch(suffix ->
            name.endsWith(suffix)
                && Ulid.isUlid(name.substring(0, name.length() - suffix.length())));
  }

  /** Size of the file system in bytes, 0 when that cannot be found out. */
  long diskBytes() {
    try {
      return files.space(dir).totalBytes();
    } catch (IOException e) {
      LOG.warn(
          "Unable to retrieve filesystem size of database directory, skip percentage limitation"
              + " and default to fixed size limitation, dir={}",
          dir);
      return 0;
    }
  }
}
