package dev.deucalion.tsdb.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the process holds at one moment: threads, open files and mapped files. Files are seen where
 * the system has {@code /proc}; elsewhere only threads are. What the Java runtime takes for itself,
 * such as libraries and the threads of its common pool, does not count.
 *
 * @param threads by identity
 * @param files lines such as {@code "17 /tmp/a"}, by descriptor
 * @param mappings lines such as {@code "7f00-7f01 /tmp/a"}, by address
 */
record Held(Set<Thread> threads, Set<String> files, Set<String> mappings) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path MAPS = Path.of("/proc/self/maps");

  /** {@code address permissions offset device inode path}. */
  private static final Pattern MAPPED_FILE =
      Pattern.compile("(\\S+) \\S+ \\S+ \\S+ [1-9][0-9]* +(/.*)");

  private static final Pattern OF_THE_RUNTIME = Pattern.compile(".*\\.(jar|so|class|jsa|aot)");
  private static final Pattern THREAD_OF_THE_RUNTIME =
      Pattern.compile(
          "(ForkJoinPool\\.commonPool|Common-Cleaner|process reaper|Cleaner-|Attach Listener).*");

  static Held now() {
    return new Held(liveThreads(), openFiles(), mappedFiles());
  }

  /**
   * What is held now and was not then, one line each.
   *
   * @param grace how long to wait for new threads to end
   */
  List<String> leftBehind(Duration grace) throws InterruptedException {
    List<String> left = new ArrayList<>();
    for (Thread thread : liveThreads()) {
      if (!threads.contains(thread) && !thread.join(grace)) {
        left.add("thread " + thread.getName() + " in " + topFrame(thread));
      }
    }
    openFiles().stream().filter(f -> !files.contains(f)).forEach(f -> left.add("open file " + f));
    mappedFiles().stream()
        .filter(m -> !mappings.contains(m))
        .forEach(m -> left.add("mapping " + m));
    return left;
  }

  private static String topFrame(Thread thread) {
    StackTraceElement[] frames = thread.getStackTrace();
    return frames.length == 0 ? "native code" : frames[0].toString();
  }

  private static Set<Thread> liveThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] found = new Thread[64];
    int count = root.enumerate(found);
    while (count == found.length) {
      found = new Thread[2 * found.length];
      count = root.enumerate(found);
    }
    Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
    Arrays.stream(found, 0, count)
        .filter(thread -> !THREAD_OF_THE_RUNTIME.matcher(thread.getName()).matches())
        .forEach(threads::add);
    return threads;
  }

  private static Set<String> openFiles() {
    Set<String> files = new HashSet<>();
    if (!Files.isDirectory(DESCRIPTORS)) {
      return files;
    }
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        addTarget(descriptor, files);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void addTarget(Path descriptor, Set<String> files) throws IOException {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      if (target.startsWith("/")
          && !target.startsWith("/proc/")
          && !target.startsWith("/dev/")
          && !isOfTheRuntime(target)) {
        files.add(descriptor.getFileName() + " " + target);
      }
    } catch (NoSuchFileException e) {
      // Closed since the directory was read, as the descriptor of the directory itself is.
    }
  }

  private static Set<String> mappedFiles() {
    Set<String> mappings = new HashSet<>();
    if (!Files.isReadable(MAPS)) {
      return mappings;
    }
    try {
      for (String line : Files.readAllLines(MAPS)) {
        Matcher mapped = MAPPED_FILE.matcher(line);
        if (mapped.matches() && !isOfTheRuntime(mapped.group(2))) {
          mappings.add(mapped.group(1) + " " + mapped.group(2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mappings;
  }

  private static boolean isOfTheRuntime(String path) {
    return path.startsWith(System.getProperty("java.home"))
        || OF_THE_RUNTIME.matcher(path.replace(" (deleted)", "")).matches();
  }
}
