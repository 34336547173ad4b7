package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.Ulid;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a store must still have after damage to one byte of its files.
 *
 * <ul>
 *   <li>A log: all steps that were acknowledged before the log came to that byte, of their series
 *       also what later segments have, where the rest of the segment does not begin them anew, and
 *       all that is there when the file ends at it. Damage to the log of late samples costs late
 *       samples only.
 *   <li>A block: all that is there without the block, and all of other times in any case.
 *   <li>Anything else: everything, as the logs and blocks have it.
 * </ul>
 */
final class Remains {
  private final Life life;
  private final LogPlaces log;
  private final LogPlaces lateLog;

  Remains(Life life) {
    this.life = life;
    log = new LogPlaces(Life.DIR.resolve("wal"));
    lateLog = new LogPlaces(Life.DIR.resolve("wbl"));
  }

  /** A step is over. */
  void acknowledged(SimulatedFiles files) throws IOException {
    log.add(files, life.expected());
    lateLog.add(files, life.expected());
  }

  /**
   * What must be there.
   *
   * @param block the block that is damaged, if any
   */
  record Least(History all, Optional<BlockMeta> block) {}

  /** What must be left of good files after damage to a byte of one. */
  Least after(SimulatedFiles good, Path file, long offset) throws IOException {
    if (file.startsWith(Life.DIR.resolve("wal")) || file.startsWith(Life.DIR.resolve("wbl"))) {
      return new Least(afterDamageOfLog(good, file, offset), Optional.empty());
    }
    Optional<BlockMeta> block = block(good, file);
    return new Least(block.isPresent() ? without(good, block.get()) : life.expected(), block);
  }

  private History afterDamageOfLog(SimulatedFiles good, Path file, long offset) throws IOException {
    SimulatedFiles cut = good.afterKill();
    try (WritableFile writable = cut.openForWriting(file)) {
      writable.setSize(offset);
    }
    History least = found(cut).copy();
    if (log.has(file)) {
      History before = log.before(file, offset);
      least.addAll(before);
      History behind = log.behind(file).ofSeriesIn(before);
      NamedSeries.namedByTheRestOf(file, good, cut).forEach(behind::remove);
      least.addAll(behind);
    } else if (lateLog.has(file)) {
      least.addAll(lateLog.before(file, offset));
      least.addAll(life.inTime());
    }
    return least;
  }

  /** The block that a file belongs to, also by way of a snapshot, which shares its files. */
  private Optional<BlockMeta> block(SimulatedFiles good, Path file) throws IOException {
    try (Tsdb tsdb = life.reopen(good.afterKill())) {
      for (Path name : file) {
        if (Ulid.isUlid(name.toString())) {
          return tsdb.blocks().stream()
              .filter(meta -> meta.ulid().equals(name.toString()))
              .findFirst();
        }
      }
    }
    return Optional.empty();
  }

  private History without(SimulatedFiles good, BlockMeta block) throws IOException {
    SimulatedFiles rest = good.afterKill();
    rest.rename(Life.DIR.resolve(block.ulid()), Life.DIR.resolve("taken away"));
    return found(rest);
  }

  private History found(SimulatedFiles files) throws IOException {
    try (Tsdb tsdb = life.reopen(files)) {
      return History.in(tsdb);
    }
  }

  /**
   * Fails where a store lacks what it must have.
   *
   * @param isServed whether all can be read; otherwise what lies outside of the block's times
   *     counts
   */
  void check(Tsdb tsdb, Least least, boolean isServed, String place) {
    if (isServed) {
      assertThat(History.in(tsdb).lacks(least.all, life.expected())).as(place).isEmpty();
      return;
    }
    BlockMeta block = least.block.orElseThrow(() -> new AssertionError("no block, " + place));
    List<BlockMeta> asDamaged =
        tsdb.blocks().stream().filter(meta -> meta.ulid().equals(block.ulid())).toList();
    long fromMs = block.minTimeMs();
    long toMs = block.maxTimeMs();
    for (BlockMeta meta : asDamaged) {
      fromMs = Math.min(fromMs, meta.minTimeMs());
      toMs = Math.max(toMs, meta.maxTimeMs());
    }
    checkRange(tsdb, least, Long.MIN_VALUE, fromMs - 1, place);
    checkRange(tsdb, least, toMs, Long.MAX_VALUE, place);
  }

  private void checkRange(Tsdb tsdb, Least least, long minTimeMs, long maxTimeMs, String place) {
    History expected = least.all.select(History.EVERYTHING, minTimeMs, maxTimeMs);
    assertThat(History.in(tsdb, minTimeMs, maxTimeMs).lacks(expected, life.expected()))
        .as("from %d to %d, %s", minTimeMs, maxTimeMs, place)
        .isEmpty();
  }
}
