package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.block.BlockMetaFile;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A bit turns round in any file of a closed store. The store opens all the same and has no sample
 * that was never written, and none that was deleted, unless the record of that is lost; where one
 * is missing, or a query names a damaged block, the check of the directory has said so before. Only
 * the times of a block may be others unseen. What must be left is said by {@link Remains}. That a
 * block is of late or ended series only is not damaged: it stands nowhere else, with no checksum,
 * and without it the block counts as one that has all of its time, which the log then need not
 * have.
 */
class FlippedBitTest {
  private static final int STEPS = 70;
  private static final int FLIPS_IN_A_LIFE = 40;

  @Test
  void theRestIsServed() {
    Matrix.run(0.1, FlippedBitTest::live);
  }

  private static int live(long seed) throws IOException {
    Random random = new Random(seed);
    SimulatedFiles files = new SimulatedFiles(seed);
    Life life = new Life(Matrix.OPTIONS, seed, Matrix.EVENTS);
    life.open(files);
    Remains remains = new Remains(life);
    for (int i = 0; i < STEPS; i++) {
      life.step();
      remains.acknowledged(files);
      if (random.nextInt(STEPS) == 0) {
        life.close();
        life.open(files);
      }
    }
    life.close();
    checkWhole(life, files.afterKill());
    int flips = 0;
    for (int i = 0; i < FLIPS_IN_A_LIFE; i++) {
      flips += flip(life, remains, files.afterKill(), random) ? 1 : 0;
    }
    return flips;
  }

  /** Before there is any damage, all is there. */
  private static void checkWhole(Life life, SimulatedFiles good) throws IOException {
    assertThat(StoreChecker.problems(good, Life.DIR)).isEmpty();
    try (Tsdb tsdb = life.reopen(good)) {
      assertThat(History.in(tsdb).lacks(life.expected(), life.expected())).isEmpty();
      assertThat(life.isWhole(tsdb)).isTrue();
    }
  }

  /** Returns whether there was a bit. */
  private static boolean flip(Life life, Remains remains, SimulatedFiles damaged, Random random)
      throws IOException {
    List<Path> paths = damaged.paths();
    Path path = paths.get(random.nextInt(paths.size()));
    long size = damaged.size(path);
    if (size == 0) {
      return false;
    }
    long offset = random.nextLong(size);
    if (isHintOfBlock(path, damaged, (int) offset)) {
      return false;
    }
    boolean mayGoUnseen = isTimeOfBlock(path, damaged, (int) offset);
    Remains.Least least = remains.after(damaged.afterKill(), path, offset);
    damaged.flipBit(path, offset, random.nextInt(8));
    String place = path + " at offset " + offset;
    List<String> problems = StoreChecker.problems(damaged, Life.DIR);
    try (Tsdb tsdb = life.reopen(damaged)) {
      boolean isServed = !isUnreadable(life, tsdb, path, place);
      boolean isWhereItWas = isServed && !(mayGoUnseen && least.block().isPresent());
      remains.check(tsdb, least, isWhereItWas, place);
      boolean isWhole = isServed && life.isWhole(tsdb);
      if (!isWhole) {
        assertThat(mayGoUnseen || !problems.isEmpty()).as("found by the check, %s", place).isTrue();
        assertThat(isSpare(path)).as("the log has all of it, %s", place).isFalse();
      }
    }
    assertThat(damaged.held()).as("%s: files and mappings left open", place).isZero();
    return true;
  }

  /**
   * Whether one of the two times of a block is there: they stand nowhere else, with no checksum.
   */
  private static boolean isTimeOfBlock(Path path, SimulatedFiles files, int offset)
      throws IOException {
    if (!path.endsWith(BlockMetaFile.NAME)) {
      return false;
    }
    String json = new String(files.read(path), StandardCharsets.UTF_8);
    String line = json.substring(json.lastIndexOf('\n', offset - 1) + 1);
    return line.startsWith("\t\"minTime\"") || line.startsWith("\t\"maxTime\"");
  }

  /** Whether it says there where the samples of a block come from. */
  private static boolean isHintOfBlock(Path path, SimulatedFiles files, int offset)
      throws IOException {
    if (!path.endsWith(BlockMetaFile.NAME)) {
      return false;
    }
    String json = new String(files.read(path), StandardCharsets.UTF_8);
    int begin = json.indexOf("\"hints\"");
    return begin >= 0 && offset >= begin && offset <= json.indexOf(']', begin);
  }

  /**
   * Whether a file may have the only record of a deletion: the log of one in the head, a block of
   * one in the block. What such a block had, the log may still have, and then it counts.
   */
  private static boolean mayForgetDeletions(Path path) {
    return !isSpare(path) && !path.startsWith(Life.DIR.resolve("wbl"));
  }

  /** Whether a file has only what the logs have, too. */
  private static boolean isSpare(Path path) {
    return path.startsWith(Life.DIR.resolve("chunks_head"))
        || path.equals(Life.DIR.resolve("restart.deucalion"));
  }

  /** Whether a query fails over a damaged block, which it must name. */
  private static boolean isUnreadable(Life life, Tsdb tsdb, Path path, String place) {
    try {
      String wrong =
          mayForgetDeletions(path) ? life.wrongAfterDamage(tsdb) : life.wrongAfterSpareDamage(tsdb);
      assertThat(wrong).as("never written, or deleted, %s", place).isEmpty();
      return false;
    } catch (UncheckedIOException e) {
      assertThat(e).as(place).hasMessageContaining(Life.DIR.toString()).hasMessageContaining("at ");
      return true;
    }
  }
}
