package dev.deucalion.server.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own. Closing it stops it in good order, then by force. */
public final class Peer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final long STOP_LIMIT_SECONDS = 90;

  private final String name;
  private final Process process;
  private final Path log;
  private final URI base;

  private Peer(String name, Process process, Path log, URI base) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.base = base;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param directory where its output goes, to {@code <name>.log}
   * @param port the port of the loopback interface that it listens on
   * @param readyPath a path that answers 200 when the server is ready
   */
  static Peer start(String name, List<String> command, Path directory, int port, String readyPath) {
    Path log = directory.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      Peer peer = new Peer(name, process, log, URI.create("http://127.0.0.1:" + port));
      peer.awaitReady(readyPath);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  private void awaitReady(String path) {
    Api api = api();
    try {
      await(name + " is ready")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !process.isAlive() || answers(api.status(path)));
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException(name + " does not get ready:\n" + output(), e);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with " + process.exitValue() + ":\n" + output());
    }
  }

  /** Also a server that wants a password is there. */
  private static boolean answers(int status) {
    return status == 200 || status == 401;
  }

  String name() {
    return name;
  }

  /** Where it listens, as {@code host:port}. */
  public String address() {
    return base.getAuthority();
  }

  public URI base() {
    return base;
  }

  public Api api() {
    return new Api(base);
  }

  /** All that it wrote so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to stop by SIGTERM and returns its exit code. */
  int stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " does not stop:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks the system to stop all its threads where they are; {@link #isFrozen} when it has. */
  void freeze() {
    try {
      new ProcessBuilder("sh", "-c", "kill -STOP " + process.pid()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether none of its threads runs; see {@code proc_pid_stat(5)}. */
  boolean isFrozen() {
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.allMatch(Peer::isStopped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isStopped(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.startsWith(" T ", stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      // A thread may end between two looks, and then the system says so in several ways.
      if (Files.notExists(thread)) {
        return true;
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
