package dev.deucalion.server.cli.tsdb;

import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.FileTree;
import dev.deucalion.tsdb.block.Ulid;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.merge.MergedQuerier;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that is read and not changed, whether a server has it open or not. Blocks are
 * read where they are. The log is copied into a directory of its own before it is replayed, since a
 * store mends and goes on with the log that it opens; the copy goes with this reader.
 */
final class DirectoryReader implements Queryable, Closeable {
  private static final List<String> HEAD_PARTS = List.of("wal", "wbl", "chunks_head");
  private static final String SANDBOX_PREFIX = "tmp_dbro_sandbox";

  private final List<Block> blocks;
  private final @Nullable Tsdb head;
  private final @Nullable Path sandbox;

  private DirectoryReader(List<Block> blocks, @Nullable Tsdb head, @Nullable Path sandbox) {
    this.blocks = List.copyOf(blocks);
    this.head = head;
    this.sandbox = sandbox;
  }

  /**
   * Opens the blocks of a directory.
   *
   * @throws IOException when one of them cannot be read
   */
  static DirectoryReader ofBlocks(Path dir) throws IOException {
    return new DirectoryReader(openBlocks(dir), null, null);
  }

  /**
   * Opens a directory with all samples.
   *
   * @param sandboxParent where the copy of the log goes
   * @throws IOException when anything cannot be read
   */
  static DirectoryReader ofAll(Path dir, Path sandboxParent) throws IOException {
    List<Block> blocks = openBlocks(dir);
    Path sandbox = null;
    try {
      sandbox = Files.createTempDirectory(sandboxParent, SANDBOX_PREFIX);
      for (String part : HEAD_PARTS) {
        copy(dir.resolve(part), sandbox.resolve(part));
      }
      return new DirectoryReader(blocks, Tsdb.open(sandbox, options()), sandbox);
    } catch (IOException | RuntimeException e) {
      close(blocks);
      if (sandbox != null) {
        FileTree.delete(FileOps.SYSTEM, sandbox);
      }
      throw e;
    }
  }

  /** A store that only answers. */
  private static TsdbOptions options() {
    CompactionOptions byNobody =
        CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL);
    return TsdbOptions.DEFAULTS
        .withLockFile(TsdbOptions.LockFile.NONE)
        .withCompaction(byNobody)
        .withReloadable(ReloadableOptions.DEFAULTS.withRetention(RetentionLimits.NONE));
  }

  private static List<Block> openBlocks(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new NoSuchFileException(dir.toString());
    }
    List<Block> blocks = new ArrayList<>();
    try (Stream<Path> paths = Files.list(dir)) {
      for (Path path : paths.toList()) {
        if (Ulid.isUlid(String.valueOf(path.getFileName())) && Files.isDirectory(path)) {
          blocks.add(Block.open(FileOps.SYSTEM, path));
        }
      }
    } catch (IOException | RuntimeException e) {
      close(blocks);
      throw e;
    }
    blocks.sort(
        Comparator.<Block>comparingLong(block -> block.meta().minTimeMs())
            .thenComparing(block -> block.meta().ulid()));
    return blocks;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** The blocks by their beginnings. */
  List<Block> blocks() {
    return blocks;
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    Tsdb newest = head;
    if (newest == null) {
      throw new IllegalStateException("opened for its blocks only");
    }
    return new MergedQuerier(
        newest.querier(minTimeMs, maxTimeMs), this::inBlocks, minTimeMs, maxTimeMs);
  }

  private List<OlderSamples.Source> inBlocks(long minTimeMs, long maxTimeMs) {
    return blocks.stream()
        .filter(
            block -> block.meta().minTimeMs() <= maxTimeMs && block.meta().maxTimeMs() > minTimeMs)
        .map(block ->
            new OlderSamples.Source(block.querier(minTimeMs, maxTimeMs), block.meta().minTimeMs()))
        .toList();
  }

  private static void close(List<Block> blocks) {
    blocks.forEach(Block::close);
  }

  @Override
  public void close() throws IOException {
    close(blocks);
    if (head != null) {
      head.close();
    }
    if (sandbox != null) {
      FileTree.delete(FileOps.SYSTEM, sandbox);
    }
  }
}
