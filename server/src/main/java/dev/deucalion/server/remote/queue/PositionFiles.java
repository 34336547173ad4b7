package dev.deucalion.server.remote.queue;

import dev.deucalion.model.labels.XxHash64;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/** Names of the files that keep how far queues are. */
public final class PositionFiles {
  private static final String SUFFIX = ".position";

  private PositionFiles() {}

  /** The file of a queue: of its name and its URL, so that other settings may change. */
  static Path path(Path directory, RemoteWriteOptions options) {
    return directory.resolve(name(options));
  }

  private static String name(RemoteWriteOptions options) {
    String key = options.positionKey();
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    return String.format(Locale.ROOT, "%016x", XxHash64.hash(utf8, 0, utf8.length, 0)) + SUFFIX;
  }

  /** Deletes the files of queues that are configured no more. */
  public static void deleteOthers(
      FileOps files, Path directory, Collection<RemoteWriteOptions> configured) throws IOException {
    for (String name : files.list(directory)) {
      if (name.endsWith(SUFFIX)
          && configured.stream().noneMatch(options -> name(options).equals(name))) {
        files.delete(directory.resolve(name));
      }
    }
  }
}
