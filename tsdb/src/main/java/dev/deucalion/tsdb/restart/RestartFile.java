package dev.deucalion.tsdb.restart;

import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A restart file that was found good: whole, every checksum right, and of the log and the chunk
 * files that are there. For one thread.
 */
public final class RestartFile implements AutoCloseable {
  /** Name of the file in the data directory. */
  public static final String NAME = "restart.deucalion";

  /** Name of one that is being written. */
  public static final String TEMPORARY_NAME = NAME + ".tmp";

  private final Arena arena;
  private final RestartBlocks blocks;
  private final LogPosition start;

  private RestartFile(Arena arena, RestartBlocks blocks, LogPosition start) {
    this.arena = arena;
    this.blocks = blocks;
    this.start = start;
  }

  /** Whether there is a restart file, good or bad. */
  public static boolean exists(FileOps files, Path dir) throws IOException {
    return files.list(dir).contains(NAME);
  }

  /** Deletes the file, so that it is not looked at again. */
  public static void delete(FileOps files, Path dir) throws IOException {
    files.delete(dir.resolve(NAME));
    files.delete(dir.resolve(TEMPORARY_NAME));
  }

  /**
   * Opens the restart file of a directory and checks it. The head gets nothing of it before all
   * checks are done.
   *
   * @param goOnAt whether the files of full chunks are those that once ended at a place
   * @throws DistrustException when it is not to be used
   */
  public static RestartFile open(
      FileOps files, Path dir, Path walDir, Predicate<HeadChunkFiles.End> goOnAt)
      throws IOException {
    Path path = dir.resolve(NAME);
    Arena arena = Arena.ofConfined();
    try {
      MemorySegment file = files.map(path, files.size(path), arena);
      RestartBlocks blocks = new RestartBlocks(file);
      RestartBlocks.Ends ends = blocks.check();
      ends.start().check(files, walDir);
      ends.end().check(files, walDir);
      for (long segment = ends.start().position().segment();
          segment < ends.end().position().segment();
          segment++) {
        new LogMark(new LogPosition(segment, 0), 0).check(files, walDir);
      }
      if (!goOnAt.test(ends.chunkFiles())) {
        throw new DistrustException("head chunk files do not go on at " + ends.chunkFiles());
      }
      return new RestartFile(arena, blocks, ends.start().position());
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** From where on the log is to be replayed. */
  public LogPosition start() {
    return start;
  }

  /**
   * Gives all that the file has.
   *
   * @throws DistrustException when it does not hold what it should; part has been given then
   */
  public void giveTo(RestartConsumer consumer) throws IOException {
    blocks.giveTo(consumer);
  }

  @Override
  public void close() {
    arena.close();
  }
}
