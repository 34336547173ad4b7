package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One operation on the logs fails, and the batch is refused for it. It does not come back, however
 * the world ends.
 */
class RefusedBatchTest {
  private static final int STEPS = 80;
  private static final int MOST_OPERATIONS = 6;
  private static final Set<Event> EVENTS = EnumSet.of(Event.HISTOGRAMS, Event.LATE_SAMPLES);

  @Test
  void staysAway() {
    Matrix.run(0.1, RefusedBatchTest::live);
  }

  private static int live(long seed) throws IOException {
    Random random = new Random(seed);
    SimulatedFiles files = new SimulatedFiles(seed);
    Life life = new Life(Matrix.OPTIONS, seed, EVENTS);
    life.open(files);
    int points = 0;
    for (int i = 0; i < STEPS; i++) {
      failOnce(files, random.nextInt(MOST_OPERATIONS));
      try {
        life.step();
      } catch (IOException e) {
        points++;
        String place = "at " + life.nowMs() + " after " + e.getMessage();
        assertThat(life.wrongNow()).as(place).isEmpty();
        checkExactly(life, files.afterKill(), "kill " + place);
        checkExactly(life, files.afterPowerLoss(), "loss of power " + place);
      }
    }
    files.watch((operation, path) -> {});
    life.close();
    return points;
  }

  /** Lets one operation fail that changes something in a log. */
  private static void failOnce(SimulatedFiles files, int after) {
    int[] left = {after};
    files.watch((operation, path) -> {
      if (operation != Operation.READ
          && (path.startsWith(Life.DIR.resolve("wal")) || path.startsWith(Life.DIR.resolve("wbl")))
          && left[0]-- == 0) {
        throw new IOException("Input/output error: " + operation + " " + path);
      }
    });
  }

  private static void checkExactly(Life life, SimulatedFiles left, String place)
      throws IOException {
    try (Tsdb tsdb = life.reopen(left)) {
      History found = History.in(tsdb);
      assertThat(found.lacks(life.expected(), life.expected())).as(place).isEmpty();
      assertThat(found.exceeds(life.expected(), life.expected())).as(place).isEmpty();
    }
    Reopening.checkFiles(left, place);
  }
}
