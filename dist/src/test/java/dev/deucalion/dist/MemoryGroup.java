package dev.deucalion.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group with a limit of memory, as containers have one: see the script {@code limited}.
 * It is removed at the end.
 */
final class MemoryGroup implements AutoCloseable {
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

  private final String name;
  private final long bytes;

  MemoryGroup(String name, long bytes) {
    this.name = name + "-" + ProcessHandle.current().pid();
    this.bytes = bytes;
  }

  /** Skips the test where groups cannot be made, as in most containers. */
  static void require() throws IOException {
    Path given = VERSION_2.resolve("cgroup.subtree_control");
    boolean possible =
        Files.isDirectory(VERSION_1)
            ? Files.isWritable(VERSION_1)
            : Files.isWritable(VERSION_2)
                && Files.isRegularFile(given)
                && Files.readString(given).contains("memory");
    assumeTrue(possible, "no control group can be made");
  }

  /** A command that runs another one in the group. */
  List<String> around(List<String> command) {
    List<String> words =
        new ArrayList<>(List.of(Image.script("limited"), name, String.valueOf(bytes)));
    words.addAll(command);
    return words;
  }

  /** How many processes the system killed for want of memory in the group. */
  long kills() throws IOException {
    String file = Files.isDirectory(VERSION_1) ? "memory.oom_control" : "memory.events";
    return Files.readAllLines(folder().resolve(file)).stream()
        .filter(line -> line.startsWith("oom_kill "))
        .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  /** Most memory at a time that was not page cache, as far as the system says. */
  long anonymousBytes() throws IOException {
    String key = Files.isDirectory(VERSION_1) ? "rss " : "anon ";
    return Files.readAllLines(folder().resolve("memory.stat")).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length())))
        .findFirst()
        .orElseThrow();
  }

  private Path folder() {
    return (Files.isDirectory(VERSION_1) ? VERSION_1 : VERSION_2).resolve(name);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder());
  }
}
