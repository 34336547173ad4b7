package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a container may write to.
 *
 * @param directories by the paths under which the container sees them
 */
record Volumes(Map<String, Path> directories) {
  /** Empty ones below a directory, which belong to a user and a group. */
  static Volumes make(Path directory, int uid, int gid, String... paths)
      throws IOException, InterruptedException {
    Map<String, Path> directories = new LinkedHashMap<>();
    for (String path : paths) {
      Path volume = Files.createDirectories(directory.resolve("volumes" + path));
      String owner = uid + ":" + gid;
      assertThat(new ProcessBuilder("chown", owner, volume.toString()).start().waitFor()).isZero();
      directories.put(path, volume);
    }
    return new Volumes(directories);
  }

  /** The directory that the container sees under a path. */
  Path at(String path) {
    return Objects.requireNonNull(directories.get(path), path);
  }
}
