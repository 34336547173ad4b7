package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed gives the same operations on the same files again, also when some of them fail. */
class SameLifeTest {
  private static final int STEPS = 120;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSeedIsOneLife(long seed) throws IOException {
    List<String> once = operations(Matrix.OPTIONS, seed);
    assertThat(once).hasSizeGreaterThan(STEPS);
    assertThat(operations(Matrix.OPTIONS, seed)).isEqualTo(once);
  }

  /** The threads that sync are told when to do so. */
  @Test
  void aSeedIsOneLifeWhereSyncsComeLater() throws IOException {
    TsdbOptions later = Matrix.OPTIONS.withWalSyncDelayMs(1000);
    List<String> once = operations(later, 4);
    assertThat(once).contains("SYNC /data/wal/00000000", "SYNC /data/wbl/00000000");
    assertThat(operations(later, 4)).isEqualTo(once);
  }

  private static List<String> operations(TsdbOptions options, long seed) throws IOException {
    List<String> operations = new ArrayList<>();
    SimulatedFiles files = new SimulatedFiles(seed);
    Random random = new Random(seed);
    try (Life life = new Life(options, seed, Matrix.EVENTS)) {
      life.open(files);
      files.watch((operation, path) -> {
        operations.add(operation + " " + path);
        // A start leaves out blocks that cannot be read, which the life would take for a loss.
        if (operation != Operation.READ && random.nextInt(200) == 0) {
          throw new IOException("Input/output error: " + operation + " " + path);
        }
      });
      for (int i = 0; i < STEPS && life.isOpen(); i++) {
        try {
          life.step();
        } catch (IOException e) {
          operations.add(e.getMessage());
        }
      }
      files.watch((operation, path) -> {});
    }
    return operations;
  }
}
