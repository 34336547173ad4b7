package dev.deucalion.benchmarks.data;

import dev.deucalion.storage.Querier;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A block of some series on disk, and what reads it; gone when it is closed.
 *
 * @param folder holds the files
 * @param block open
 * @param querier reads all of the block, for one thread
 */
public record WrittenBlock(TemporaryFolder folder, Block block, Querier querier)
    implements Closeable {
  private static final String ULID = "01HF7YAT000000000000000000";

  /** Writes a block and opens it. */
  public static WrittenBlock of(OneChunkEach series) throws IOException {
    TemporaryFolder folder = TemporaryFolder.create();
    BlockMeta planned =
        new BlockMeta(
            ULID,
            OneChunkEach.MIN_TIME_MS,
            OneChunkEach.MAX_TIME_MS + 1,
            BlockMeta.Stats.NONE,
            new BlockMeta.Compaction(1, List.of(ULID), false, List.of(), false, List.of()));
    BlockMeta written =
        new BlockWriter(FileOps.SYSTEM, folder.path()).write(planned, series).orElseThrow();
    Block block = Block.open(FileOps.SYSTEM, folder.path().resolve(written.ulid()));
    return new WrittenBlock(
        folder, block, block.querier(OneChunkEach.MIN_TIME_MS, OneChunkEach.MAX_TIME_MS));
  }

  @Override
  public void close() throws IOException {
    querier.close();
    block.close();
    folder.close();
  }
}
