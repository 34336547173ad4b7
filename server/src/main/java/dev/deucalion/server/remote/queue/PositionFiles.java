package dev.deucalion.server.remote.queue;

import dev.deucalion.model.labels.XxHash64;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that keep how far queues are, and their names.
 *
 * <p>A name says which end it is, and by which settings. So two ends of one URL are never taken for
 * each other, in whatever order they are configured; and an end whose settings changed is known
 * again by what did not change.
 */
public final class PositionFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PositionFiles.class);
  private static final String SUFFIX = ".position";

  private PositionFiles() {}

  /**
   * How far queues are, by the names of their files.
   *
   * @param isComplete false where a file could not be read
   */
  public record Found(Map<String, QueuePosition> positions, boolean isComplete) {}

  /** The name of the file of an end. */
  public static String name(RemoteWriteOptions options) {
    return end(options) + '-' + hash(options.id()) + SUFFIX;
  }

  /** What the names of an end have in common, whatever its other settings. */
  private static String end(RemoteWriteOptions options) {
    return hash(options.positionKey());
  }

  private static String hash(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return String.format(Locale.ROOT, "%016x", XxHash64.hash(utf8, 0, utf8.length, 0));
  }

  /**
   * Where the queue of an end goes on, nothing where none was before.
   *
   * @param configured names of all ends that there are now
   * @param known how far queues are, by the names of their ends
   */
  public static Optional<QueuePosition> start(
      RemoteWriteOptions options, Set<String> configured, Map<String, QueuePosition> known) {
    QueuePosition own = known.get(name(options));
    if (own != null) {
      return Optional.of(own);
    }
    String end = end(options);
    return known.entrySet().stream()
        .filter(other -> other.getKey().startsWith(end) && !configured.contains(other.getKey()))
        .map(Map.Entry::getValue)
        .reduce(QueuePosition::and);
  }

  /**
   * How far all queues are, as their files say; a file that cannot be read leaves out its queue.
   *
   * @throws IOException when it cannot be told which files there are
   */
  public static Found readAll(FileOps files, Path directory) throws IOException {
    Map<String, QueuePosition> all = new LinkedHashMap<>();
    boolean complete = true;
    for (String name : files.list(directory)) {
      if (name.endsWith(SUFFIX)) {
        Path file = directory.resolve(name);
        try {
          PositionFile.read(files, file).ifPresent(position -> all.put(name, position));
        } catch (IOException e) {
          complete = false;
          LOG.error("Cannot read the position of a remote write, file={}", file, e);
        }
      }
    }
    return new Found(all, complete);
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
