package dev.deucalion.tsdb.check;

import dev.deucalion.tsdb.block.BlockCheck;
import dev.deucalion.tsdb.block.CorruptBlockException;
import dev.deucalion.tsdb.block.InOrderEndFile;
import dev.deucalion.tsdb.chunk.HeadChunkCheck;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogKind;
import dev.deucalion.tsdb.wal.WalCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads every record and chunk of a data directory that no process has open. */
public final class StoreChecker {
  private StoreChecker() {}

  /**
   * What is wrong, one line each, with file and offset; empty when all checksums and contents hold.
   *
   * @throws IOException when a file cannot be read
   */
  public static List<String> problems(FileOps files, Path dataDir) throws IOException {
    List<String> problems =
        new ArrayList<>(WalCheck.problems(files, dataDir.resolve("wal"), LogKind.WRITE_AHEAD));
    problems.addAll(WalCheck.problems(files, dataDir.resolve("wbl"), LogKind.OUT_OF_ORDER));
    problems.addAll(HeadChunkCheck.problems(files, dataDir.resolve("chunks_head")));
    problems.addAll(BlockCheck.problemsOfAll(files, dataDir));
    try {
      InOrderEndFile.read(files, dataDir.resolve("wal"));
    } catch (CorruptBlockException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }
}
