package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Ends the world everywhere in the life of a store, by kills, torn writes and lost writes. What was
 * acknowledged is there again, and no part of what was not.
 */
class CrashMatrixTest {
  private static final int STEPS_PER_OPENING = 30;
  private static final int OPENINGS = 3;
  private static final double SHARE_OF_OPERATIONS = 0.2;

  @Test
  void whateverIsLeftIsGoodHistory() {
    Matrix.run(1, CrashMatrixTest::live);
  }

  private static int live(long seed) throws IOException {
    SimulatedFiles files = new SimulatedFiles(seed);
    Life life = new Life(Matrix.OPTIONS, seed, Matrix.EVENTS);
    CrashPoints points = new CrashPoints(life, files, new Random(seed), SHARE_OF_OPERATIONS);
    files.watch(points);
    for (int opening = 0; opening < OPENINGS; opening++) {
      life.open(files);
      for (int i = 0; i < STEPS_PER_OPENING; i++) {
        life.step();
      }
      life.close();
    }
    assertThat(files.held()).isZero();
    return points.points();
  }
}
