package dev.deucalion.dist;

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
  private static final boolean IS_VERSION_1 = Files.isDirectory(VERSION_1);

  private final String name;
  private final long bytes;

  MemoryGroup(String name, long bytes) {
    this.name = name + "-" + ProcessHandle.current().pid();
    this.bytes = bytes;
  }

  /** Skips the test where the system lets nobody make groups, as in most containers. */
  static void require() throws IOException, InterruptedException {
    try (MemoryGroup probe = new MemoryGroup("deucalion-probe", 1L << 30)) {
      String script =
          """
          mkdir "$0" && echo "$1" >"$0/$2" && echo $$ >"$0/cgroup.procs"
          """;
      Tool tried =
          Tool.run(
              Path.of("/"),
              Image.ENVIRONMENT,
              List.of(
                  "sh",
                  "-c",
                  script,
                  probe.folder().toString(),
                  String.valueOf(probe.bytes),
                  IS_VERSION_1 ? "memory.limit_in_bytes" : "memory.max"));
      Needs.granted(tried, "a control group with a limit of memory");
    }
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
    return line(IS_VERSION_1 ? "memory.oom_control" : "memory.events", "oom_kill");
  }

  /**
   * The most memory at a time of the whole group, page cache included, which fills what is left: a
   * server that works comes near to the limit.
   */
  long peakBytes() throws IOException {
    Path file = folder().resolve(IS_VERSION_1 ? "memory.max_usage_in_bytes" : "memory.peak");
    // Systems before Linux 5.19 do not say it by version 2.
    Path current = folder().resolve("memory.current");
    return Long.parseLong(Files.readString(Files.exists(file) ? file : current).strip());
  }

  /** How much of the group's memory was moved to a disk. */
  long swappedBytes() throws IOException {
    if (IS_VERSION_1) {
      // Without accounting of swap there is no such line.
      return lines("memory.stat").stream().anyMatch(each -> each.startsWith("swap "))
          ? line("memory.stat", "swap")
          : 0;
    }
    Path file = folder().resolve("memory.swap.current");
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
  }

  private long line(String file, String key) throws IOException {
    return lines(file).stream()
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder().resolve(file));
  }

  private Path folder() {
    return (IS_VERSION_1 ? VERSION_1 : VERSION_2).resolve(name);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder());
  }
}
