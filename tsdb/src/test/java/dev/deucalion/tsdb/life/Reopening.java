package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;

/** Looks at what an end of the world has left of a {@link Life}. */
final class Reopening {
  private Reopening() {}

  /** Opens the store and fails unless it has what it must have. */
  static void check(Life life, SimulatedFiles left, String place) throws IOException {
    try (Tsdb tsdb = life.reopen(left)) {
      assertThat(life.wrong(tsdb)).as(place).isEmpty();
      assertThat(life.wrongExemplars(tsdb)).as(place).isEmpty();
    }
    checkFiles(left, place);
  }

  /** As {@link #check}; and the store goes on, and has what came in addition after a restart. */
  static void checkAndGoOn(Life life, SimulatedFiles left, String place) throws IOException {
    try (Tsdb tsdb = life.reopen(left)) {
      assertThat(life.wrong(tsdb)).as(place).isEmpty();
      assertThat(life.wrongExemplars(tsdb)).as(place).isEmpty();
      try (Appender batch = tsdb.appender()) {
        assertThat(batch.append(batch.seriesRef(Life.AFTERWARDS), life.nowMs(), 1))
            .as(place)
            .isEqualTo(AppendResult.APPENDED);
        batch.commit();
      }
    }
    try (Tsdb tsdb = life.reopen(left)) {
      History found = History.in(tsdb);
      assertThat(found.remove(Life.AFTERWARDS)).as(place).isEqualTo(1);
      assertThat(life.wrong(found)).as(place).isEmpty();
    }
    checkFiles(left, place);
  }

  /** Fails unless all files are closed and good. */
  static void checkFiles(SimulatedFiles left, String place) throws IOException {
    assertThat(left.held()).as("%s: files and mappings left open", place).isZero();
    assertThat(StoreChecker.problems(left, Life.DIR)).as(place).isEmpty();
  }
}
