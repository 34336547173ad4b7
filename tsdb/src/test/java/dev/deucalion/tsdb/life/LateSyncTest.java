package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The power fails while the log is synced once in a long time. What is found is what there was at
 * some moment since then: the newest batches may be missing, none in between.
 */
class LateSyncTest {
  private static final TsdbOptions OPTIONS =
      Matrix.OPTIONS.withWalSyncDelayMs(Duration.ofHours(1).toMillis());
  private static final int STEPS = 90;

  @Test
  void theBeginningIsThere() {
    Matrix.run(0.1, LateSyncTest::live);
  }

  @Test
  void whatAKilledStoreWroteIsDurableWhenItIsOpenAgain() {
    Matrix.run(0.05, LateSyncTest::liveThroughKills);
  }

  private static int live(long seed) throws IOException {
    return live(seed, LateSyncTest::check);
  }

  private static int liveThroughKills(long seed) throws IOException {
    return live(seed, LateSyncTest::checkKilled);
  }

  /** Looks at what an end of the world would leave. */
  private interface Check {
    void run(Life life, SimulatedFiles files, String place) throws IOException;
  }

  private static int live(long seed, Check check) throws IOException {
    Random random = new Random(seed);
    SimulatedFiles files = new SimulatedFiles(seed);
    int[] points = {0};
    try (Life life = new Life(OPTIONS, seed, Matrix.EVENTS)) {
      files.watch((operation, path) -> {
        if (operation != SimulatedFiles.Operation.READ && random.nextInt(10) == 0) {
          points[0]++;
          check.run(life, files, "before " + operation + " " + path);
        }
      });
      life.open(files);
      for (int i = 0; i < STEPS; i++) {
        life.step();
      }
    }
    return points[0];
  }

  private static void check(Life life, SimulatedFiles files, String place) throws IOException {
    SimulatedFiles left = files.afterPowerLoss();
    try (Tsdb tsdb = life.reopen(left)) {
      assertThat(life.wrongAsPrefix(tsdb)).as(place).isEmpty();
      assertThat(life.madeUpExemplars(tsdb)).as(place).isEmpty();
    }
    Reopening.checkFiles(left, place);
  }

  private static void checkKilled(Life life, SimulatedFiles files, String place)
      throws IOException {
    SimulatedFiles killed = files.afterKill();
    SimulatedFiles left;
    try (Tsdb tsdb = life.reopen(killed)) {
      assertThat(life.wrong(tsdb)).as("killed, %s", place).isEmpty();
      left = killed.afterPowerLoss();
    }
    try (Tsdb tsdb = life.reopen(left)) {
      assertThat(life.wrong(tsdb)).as("killed, then a loss of power, %s", place).isEmpty();
    }
    Reopening.checkFiles(left, place);
  }
}
