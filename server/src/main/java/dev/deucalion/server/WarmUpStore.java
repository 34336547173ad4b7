package dev.deucalion.server;

import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.block.FileTree;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadOptions;
import dev.deucalion.tsdb.head.HeadRestorer;
import dev.deucalion.tsdb.merge.MergedQuerier;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A store such as a server has after some hours, without log, threads and upkeep: the first half of
 * the time in a block, the rest in a head, whose full chunks are in files; all in a temporary
 * directory. For one thread.
 */
final class WarmUpStore implements Queryable, Closeable {
  /** From the epoch on. */
  static final long END_MS = RehearsalData.HOURS * RehearsalData.HOUR_MS;

  private static final long BLOCK_END_MS = END_MS / 2;
  private static final String ULID = "00000000000000000000000000";

  private final Path directory;
  private final Block block;
  private final Head head;

  /**
   * The block by references of three classes, as many as keep a compiler from expecting only them:
   * the server's own store has another one.
   */
  private final List<OlderSamples> references;

  private int queriers;

  private WarmUpStore(Path directory, Block block, Head head) {
    this.directory = directory;
    this.block = block;
    this.head = head;
    this.references = List.of(this::older, this::older, this::older);
  }

  /**
   * Makes the store.
   *
   * @throws IOException when there is no temporary directory that can be written to
   */
  static WarmUpStore create() throws IOException {
    Path directory = Files.createTempDirectory("deucalion-warm-up");
    try {
      Block block = writeBlock(directory);
      Head head = headWith(directory.resolve("newer"), BLOCK_END_MS, END_MS);
      RehearsalData.appendMany(head, END_MS - 1);
      return new WarmUpStore(directory, block, head);
    } catch (IOException e) {
      FileTree.delete(FileOps.SYSTEM, directory);
      throw e;
    }
  }

  private static Head headWith(Path chunkDir, long fromMs, long toMs) throws IOException {
    TsdbOptions options = TsdbOptions.DEFAULTS;
    Head head =
        Head.withChunkFiles(
            new HeadOptions(options.chunkRangeMs(), options.samplesPerChunk(), 0),
            FileOps.SYSTEM,
            Files.createDirectory(chunkDir));
    HeadRestorer nothing = head.restorer();
    nothing.begin(1);
    nothing.endLog();
    nothing.finish(0);
    RehearsalData.append(head, fromMs, toMs);
    return head;
  }

  private static Block writeBlock(Path directory) throws IOException {
    BlockMeta planned =
        new BlockMeta(
            ULID,
            0,
            BLOCK_END_MS,
            BlockMeta.Stats.NONE,
            new BlockMeta.Compaction(1, List.of(ULID), false, List.of(), false, List.of()));
    try (Head older = headWith(directory.resolve("older"), 0, BLOCK_END_MS);
        SeriesChunks chunks = older.chunks(0, BLOCK_END_MS - 1)) {
      new BlockWriter(FileOps.SYSTEM, directory).write(planned, chunks);
    }
    return Block.open(FileOps.SYSTEM, directory.resolve(ULID));
  }

  /** Where files may be put that go with the store. */
  Path directory() {
    return directory;
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    OlderSamples older = references.get(queriers++ % references.size());
    return new MergedQuerier(head.querier(minTimeMs, maxTimeMs), older, minTimeMs, maxTimeMs);
  }

  /** In a list of the class that the server's own store answers with. */
  private List<OlderSamples.Source> older(long minTimeMs, long maxTimeMs) {
    List<OlderSamples.Source> sources = new ArrayList<>();
    if (minTimeMs < BLOCK_END_MS) {
      sources.add(new OlderSamples.Source(block.querier(minTimeMs, maxTimeMs), 0));
    }
    return sources;
  }

  @Override
  public void close() throws IOException {
    head.close();
    block.close();
    FileTree.delete(FileOps.SYSTEM, directory);
  }
}
