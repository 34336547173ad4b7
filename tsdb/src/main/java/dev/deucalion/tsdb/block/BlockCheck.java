package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads all of a block and says what is wrong, without changing it. */
public final class BlockCheck {
  private BlockCheck() {}

  /**
   * What is wrong with the blocks of a data directory, one line each; see {@link #problems}.
   * Directories of blocks that were not finished are passed over.
   *
   * @throws IOException when the directory cannot be read
   */
  public static List<String> problemsOfAll(FileOps files, Path dataDir) throws IOException {
    List<String> problems = new ArrayList<>();
    for (String name : files.list(dataDir)) {
      if (Ulid.isUlid(name) && files.isDirectory(dataDir.resolve(name))) {
        problems.addAll(problems(files, dataDir.resolve(name)));
      }
    }
    return problems;
  }

  /**
   * One line for each thing that is wrong, with file and offset where there is one; empty when the
   * block holds what its description says, series and posting lists agree and are in order, and
   * every chunk can be read and has the times that the index says. How many tombstones there are
   * said to be does not matter: the description is written behind them, and a crash may come
   * between.
   */
  public static List<String> problems(FileOps files, Path blockDir) {
    List<String> problems = new ArrayList<>();
    MappedBlock mapped;
    BlockMeta meta;
    try {
      Path metaFile = blockDir.resolve(BlockMetaFile.NAME);
      meta =
          BlockMetaFile.read(
              files, blockDir, name -> problems.add(metaFile + ": unknown field \"" + name + '"'));
      BlockMetaCheck.check(
          meta, String.valueOf(blockDir.getFileName()), blockDir.toString(), problems);
      TombstonesFile.read(files, blockDir);
      mapped = MappedBlock.open(files, blockDir);
    } catch (CorruptBlockException e) {
      problems.add(String.valueOf(e.getMessage()));
      return problems;
    } catch (IOException e) {
      problems.add(blockDir + ": cannot be opened: " + e);
      return problems;
    }
    try {
      new SeriesCheck(mapped, blockDir, meta, problems).check();
      new PostingsCheck(mapped.index(), problems).check();
    } catch (UncheckedIOException e) {
      problems.add(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    } finally {
      mapped.close();
    }
    return problems;
  }
}
