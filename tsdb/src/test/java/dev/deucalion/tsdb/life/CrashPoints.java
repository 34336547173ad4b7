package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * Ends the world before and in the midst of operations of a {@link Life}, by a kill or a loss of
 * power, and opens what is left. The life goes on as if nothing had been.
 */
final class CrashPoints implements SimulatedFiles.Watcher {
  /** An opening that ends within this many operations ends once more. */
  private static final int OPENING_OPERATIONS = 12;

  private final Life life;
  private final SimulatedFiles files;
  private final Random random;
  private final double share;
  private int operations;
  private int points;

  /**
   * @param share of operations at which the world ends, 0 to 1
   */
  CrashPoints(Life life, SimulatedFiles files, Random random, double share) {
    this.life = life;
    this.files = files;
    this.random = random;
    this.share = share;
  }

  /** How often the world ended. */
  int points() {
    return points;
  }

  @Override
  public void before(Operation operation, Path path) throws IOException {
    operations++;
    if (operation == Operation.READ || random.nextDouble() >= share) {
      return;
    }
    boolean power = random.nextBoolean();
    SimulatedFiles left = power ? files.afterPowerLoss() : files.afterKill();
    String end = power ? "loss of power" : "kill";
    String place = "%s at operation %d, %s %s".formatted(end, operations, operation, path);
    points++;
    switch (random.nextInt(8)) {
      case 0 -> Reopening.checkAndGoOn(life, left, place);
      case 1, 2 -> Reopening.check(life, crashWhileOpening(left, place), place + ", twice");
      default -> Reopening.check(life, left, place);
    }
  }

  /** Opens the store, and ends the world once more in the midst of it. */
  private SimulatedFiles crashWhileOpening(SimulatedFiles left, String place) throws IOException {
    SimulatedFiles[] leftAgain = {left};
    int[] until = {random.nextInt(OPENING_OPERATIONS)};
    left.watch((operation, path) -> {
      if (operation != Operation.READ && until[0]-- == 0) {
        leftAgain[0] = random.nextBoolean() ? left.afterPowerLoss() : left.afterKill();
        points++;
      }
    });
    try (Tsdb tsdb = life.reopen(left)) {
      assertThat(life.wrong(tsdb)).as(place).isEmpty();
    }
    return leftAgain[0];
  }
}
