package dev.deucalion.tsdb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedFilesTest extends FileOpsContract {
  private static final Path DIR = Path.of("/dir");
  private static final Path FILE = DIR.resolve("file");
  private static final int TRIES = 200;

  private final SimulatedFiles files = new SimulatedFiles(1);

  @BeforeEach
  void makeDirectory() throws IOException {
    files.createDirectories(DIR);
  }

  @Override
  FileOps files() {
    return files;
  }

  @Override
  Path directory() {
    return DIR;
  }

  private static void write(SimulatedFiles to, Path path, byte[] bytes, long offset)
      throws IOException {
    try (WritableFile file = to.openForWriting(path)) {
      file.write(bytes, 0, bytes.length, offset);
    }
  }

  private void sync(Path path) throws IOException {
    try (WritableFile file = files.openForWriting(path)) {
      file.sync();
    }
    files.syncDirectory(DIR);
  }

  /** What the file is after losses of power, as lists of bytes; empty where its name is gone. */
  private Set<List<Integer>> leftByPowerLoss() throws IOException {
    Set<List<Integer>> left = new HashSet<>();
    for (int i = 0; i < TRIES; i++) {
      SimulatedFiles found = files.afterPowerLoss();
      left.add(found.list(DIR).contains("file") ? bytes(found.read(FILE)) : List.of());
    }
    return left;
  }

  @Test
  void aKillLosesNothing() throws Exception {
    write(files, FILE, new byte[] {1, 2}, 0);
    files.link(FILE, DIR.resolve("link"));
    SimulatedFiles found = files.afterKill();
    write(files, FILE, new byte[] {9}, 0);
    files.delete(FILE);
    assertThat(found.read(FILE)).containsExactly(1, 2);
    write(found, FILE, new byte[] {3}, 0);
    assertThat(found.read(DIR.resolve("link"))).containsExactly(3, 2);
  }

  @Test
  void powerLossLosesAnyPartOfWhatIsNotSynced() throws Exception {
    write(files, FILE, new byte[] {1, 1}, 0);
    sync(FILE);
    write(files, FILE, new byte[] {2, 2, 2}, 1);
    assertThat(leftByPowerLoss())
        .contains(bytes(1, 1), bytes(1, 2, 2, 2), bytes(1, 1, 0), bytes(1, 2))
        .allMatch(left -> left.size() >= 2 && left.getFirst() == 1);
    sync(FILE);
    assertThat(leftByPowerLoss()).containsExactly(bytes(1, 2, 2, 2));
  }

  private static List<Integer> bytes(byte[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (int) values[i]).toList();
  }

  private static List<Integer> bytes(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Test
  void powerLossLosesNamesThatAreNotSynced() throws Exception {
    write(files, FILE, new byte[] {1}, 0);
    try (WritableFile file = files.openForWriting(FILE)) {
      file.sync();
    }
    assertThat(leftByPowerLoss()).containsExactlyInAnyOrder(bytes(1), bytes());
    files.syncDirectory(DIR);
    write(files, DIR.resolve("new"), new byte[] {2}, 0);
    sync(DIR.resolve("new"));
    files.rename(DIR.resolve("new"), FILE);
    assertThat(leftByPowerLoss()).containsExactlyInAnyOrder(bytes(1), bytes(2));
    files.delete(FILE);
    assertThat(leftByPowerLoss()).containsExactlyInAnyOrder(bytes(1), bytes(2), bytes());
  }

  @Test
  void powerLossMayUndoACut() throws Exception {
    write(files, FILE, new byte[] {1, 2}, 0);
    sync(FILE);
    try (WritableFile file = files.openForWriting(FILE)) {
      file.setSize(1);
    }
    assertThat(leftByPowerLoss()).contains(bytes(1, 2), bytes(1));
  }

  @Test
  void aFullDiskTakesWhatStillFits() throws Exception {
    files.setCapacity(3);
    assertThatThrownBy(() -> write(files, FILE, new byte[] {1, 2, 3, 4}, 0))
        .hasMessage("No space left on device");
    assertThat(files.read(FILE)).hasSizeLessThanOrEqualTo(3);
    write(files, FILE, new byte[] {1, 2, 3}, 0);
    assertThat(files.space(DIR)).isEqualTo(new FileOps.Space(0, 3));
    assertThatThrownBy(() -> files.openForWriting(DIR.resolve("b"))).isNotNull();
    write(files, FILE, new byte[] {4}, 1);
    files.delete(FILE);
    write(files, DIR.resolve("b"), new byte[] {1}, 0);
  }

  @Test
  void theWatcherLetsOperationsFail() throws Exception {
    files.watch((operation, path) -> {
      if (operation == SimulatedFiles.Operation.SYNC) {
        throw new IOException("Input/output error");
      }
    });
    write(files, FILE, new byte[] {1}, 0);
    assertThatThrownBy(() -> sync(FILE)).hasMessage("Input/output error");
    assertThat(files.held()).isZero();
  }
}
