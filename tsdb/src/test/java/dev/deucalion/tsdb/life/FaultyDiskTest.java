package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Operations on files fail, one by one and in stretches, and the disk gets full. What was refused
 * is not there, what was acknowledged is, in the running store and after an end of the world; and
 * when the trouble is over the store takes batches again.
 */
class FaultyDiskTest {
  private static final int STEPS = 80;
  private static final int MAX_STRETCH = 6;

  private static final String ERROR = "Input/output error";

  /** Sets the trouble in the files, or takes it away. */
  private interface Trouble {
    void begin(SimulatedFiles files, Random random);

    void end(SimulatedFiles files);
  }

  private static final Path LATE_LOG = Life.DIR.resolve("wbl");
  private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);

  /** Operations below a path fail now and then. */
  private record Failing(String message, Set<Operation> operations, Path below) implements Trouble {
    @Override
    public void begin(SimulatedFiles files, Random random) {
      int every = 1 + random.nextInt(4);
      files.watch((operation, path) -> {
        if (operations.contains(operation)
            && path.startsWith(below)
            && random.nextInt(every) == 0) {
          throw new IOException(message + ": " + operation + " " + path);
        }
      });
    }

    @Override
    public void end(SimulatedFiles files) {
      files.watch((operation, path) -> {});
    }
  }

  private static final Trouble FULL =
      new Trouble() {
        @Override
        public void begin(SimulatedFiles files, Random random) {
          files.setCapacity(files.usedBytes() + random.nextInt(3000));
        }

        @Override
        public void end(SimulatedFiles files) {
          files.setCapacity(SimulatedFiles.UNLIMITED);
        }
      };

  @Test
  void errorsOfTheDisk() {
    Trouble trouble = new Failing(ERROR, ALL, Life.DIR);
    Matrix.run(0.1, seed -> live(seed, trouble));
  }

  @Test
  void errorsOfTheLogOfLateSamples() {
    Trouble trouble = new Failing(ERROR, ALL, LATE_LOG);
    Matrix.run(0.05, seed -> live(seed, trouble));
  }

  @Test
  void tornWritesOfTheLogOfLateSamples() {
    Trouble trouble = new Failing(ERROR, EnumSet.of(Operation.WRITE_REST), LATE_LOG);
    Matrix.run(0.05, seed -> live(seed, trouble));
  }

  @Test
  void noRoomForTheLogOfLateSamples() {
    Trouble trouble =
        new Failing(
            "No space left on device",
            EnumSet.of(Operation.CREATE, Operation.WRITE, Operation.WRITE_REST),
            LATE_LOG);
    Matrix.run(0.05, seed -> live(seed, trouble));
  }

  @Test
  void failingSyncsOfTheLogOfLateSamples() {
    Trouble trouble = new Failing(ERROR, EnumSet.of(Operation.SYNC), LATE_LOG);
    Matrix.run(0.05, seed -> live(seed, trouble));
  }

  @Test
  void fullDisk() {
    Matrix.run(0.1, seed -> live(seed, FULL));
  }

  private static int live(long seed, Trouble trouble) throws IOException {
    Random random = new Random(seed);
    SimulatedFiles files = new SimulatedFiles(seed);
    Life life = new Life(Matrix.OPTIONS, seed, Matrix.EVENTS);
    life.open(files);
    int troubledSteps = 0;
    int points = 0;
    for (int i = 0; i < STEPS; i++) {
      if (troubledSteps == 0) {
        life.step();
        if (random.nextInt(4) == 0) {
          troubledSteps = 1 + random.nextInt(MAX_STRETCH);
          trouble.begin(files, random);
        }
        continue;
      }
      points += stepInTrouble(life, files, random) ? 1 : 0;
      if (--troubledSteps == 0 || !life.isOpen()) {
        troubledSteps = 0;
        trouble.end(files);
        life.openUnlessOpen(files);
      }
    }
    trouble.end(files);
    life.close();
    assertThat(files.held()).as("files and mappings left open").isZero();
    return points;
  }

  /** Returns whether anything failed. */
  private static boolean stepInTrouble(Life life, SimulatedFiles files, Random random)
      throws IOException {
    String place = "at " + life.nowMs();
    int refusedBefore = files.refused();
    boolean isTroubled = false;
    try {
      if (random.nextInt(8) == 0) {
        restart(life, files);
      } else {
        life.step();
      }
    } catch (IOException e) {
      place += " after " + e.getMessage();
      isTroubled = true;
    }
    isTroubled |= files.refused() > refusedBefore;
    if (!isTroubled) {
      return false;
    }
    if (life.isOpen()) {
      assertThat(life.wrongNow()).as(place).isEmpty();
    }
    SimulatedFiles left = random.nextBoolean() ? files.afterKill() : files.afterPowerLoss();
    Reopening.check(life, left, place);
    return true;
  }

  private static void restart(Life life, SimulatedFiles files) throws IOException {
    try {
      life.close();
    } finally {
      assertThat(files.held()).as("open after close").isZero();
      life.open(files);
    }
  }
}
