package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The archives that the build has just made. */
final class Archive {
  private Archive() {}

  /**
   * Unpacks the archive with a runtime of its own; the test is skipped where none can be made.
   *
   * @return the folder of the program
   */
  static Path unpackLinux(Path directory) throws IOException, InterruptedException {
    assumeFalse(Boolean.getBoolean("archive.skip"), "the archive is not wanted");
    Path archive = named("-linux-x64.tar.gz");
    boolean isLinux =
        "Linux".equals(System.getProperty("os.name"))
            && "amd64".equals(System.getProperty("os.arch"));
    assumeTrue(isLinux || Files.exists(archive), "no archive is made on this system");
    return unpack(archive, directory);
  }

  /** Unpacks the archive that takes the Java it finds. */
  static Path unpackPlain(Path directory) throws IOException, InterruptedException {
    return unpack(named(".tar.gz"), directory);
  }

  private static Path named(String ending) {
    return Path.of(System.getProperty("archives") + ending);
  }

  private static Path unpack(Path archive, Path directory)
      throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("tar -xzf %s", archive).isZero();
    String name = String.valueOf(archive.getFileName());
    return directory.resolve(name.substring(0, name.length() - ".tar.gz".length()));
  }
}
