package dev.deucalion.server.remote.queue;

import dev.deucalion.model.labels.XxHash64;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of the files that keep how far queues are. */
public final class PositionFiles {
  private static final String SUFFIX = ".position";

  private PositionFiles() {}

  /**
   * A name for each of these ends, by their ids: of its URL and of the name that it is given, so
   * that other settings may change. Ends that have both in common are told apart by their order.
   */
  public static Map<String, String> names(List<RemoteWriteOptions> configured) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (RemoteWriteOptions options : configured) {
      String key = options.positionKey();
      int before = seen.merge(key, 1, Integer::sum) - 1;
      names.put(options.id(), name(before == 0 ? key : key + ' ' + before));
    }
    return names;
  }

  private static String name(String key) {
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    return String.format(Locale.ROOT, "%016x", XxHash64.hash(utf8, 0, utf8.length, 0)) + SUFFIX;
  }

  /** Deletes the files of queues that are configured no more. */
  public static void deleteOthers(FileOps files, Path directory, Collection<String> names)
      throws IOException {
    for (String name : files.list(directory)) {
      if (name.endsWith(SUFFIX) && !names.contains(name)) {
        files.delete(directory.resolve(name));
      }
    }
  }
}
