package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Starts Deucalion and its peers. */
public final class Peers {
  /** A build from nothing on a busy machine. */
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);

  private static final String MAIN_CLASS = "dev.deucalion.server.Main";
  private static final String FOUR_THREADS = "dev.deucalion.server.FourThreadsMain";

  private Peers() {}

  /**
   * The path of an installed program. Where it is not installed, the test is skipped, or fails
   * under {@code -Dinterop.required}.
   */
  public static Path installed(String program) {
    Optional<Path> found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (System.getProperty("interop.required") != null) {
      assertThat(found).as("%s on the path", program).isPresent();
    }
    Assumptions.assumeTrue(found.isPresent(), program + " is not installed");
    return found.orElseThrow();
  }

  /**
   * Starts Deucalion from the classes under test, without a build, in a JVM of its own.
   *
   * @param directory gets the log; the data go to {@code data}, unless the flags say otherwise
   */
  public static Peer deucalion(Path directory, Path config, String... flags) {
    return deucalionOn(freePort(), directory, config, flags);
  }

  /** As {@link #deucalion}, with four threads for each query. */
  public static Peer deucalionOfFourThreads(Path directory, Path config, String... flags) {
    return deucalion(FOUR_THREADS, freePort(), directory, config, flags);
  }

  /** As {@link #deucalion}, on a port that was chosen before. */
  public static Peer deucalionOn(int port, Path directory, Path config, String... flags) {
    return deucalion(MAIN_CLASS, port, directory, config, flags);
  }

  /**
   * As {@link #deucalionOn}, without waiting until it is ready: until it answers at all. Its code
   * is interpreted, so that its start takes seconds on any machine.
   */
  public static Peer deucalionStarting(int port, Path directory, Path config) {
    List<String> command = command(MAIN_CLASS, port, directory, config);
    command.add(1, "-Xint");
    return Peer.start("deucalion", command, directory, port, "/-/healthy");
  }

  private static Peer deucalion(
      String mainClass, int port, Path directory, Path config, String... flags) {
    List<String> command = command(mainClass, port, directory, config, flags);
    return Peer.start("deucalion", command, directory, port, prefix(flags) + "/-/ready");
  }

  private static List<String> command(
      String mainClass, int port, Path directory, Path config, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseCompactObjectHeaders");
    command.add("-Xmx512m");
    // A killed process leaves the libraries behind that it unpacked.
    command.add("-Djava.io.tmpdir=" + directory);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(serverFlags(directory, config, port, flags));
    return command;
  }

  /**
   * Builds what the launcher starts, where it is older than the sources.
   *
   * @param directory for its output
   */
  static void buildPackaged(Path directory) {
    Path build = Path.of(System.getProperty("project.root"), "bin", "build");
    Tool.Result result = Tool.run(directory, "", BUILD_LIMIT, List.of(build.toString()));
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  /** Starts Deucalion as its users do, by the launcher; otherwise as for {@link #deucalion}. */
  static Peer packaged(Path directory, Path config, String... flags) {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("project.root"), "deucalion").toString());
    command.addAll(serverFlags(directory, config, port, flags));
    return Peer.start("packaged", command, directory, port, "/-/ready");
  }

  /** Starts Debian's Prometheus; otherwise as for {@link #deucalion}. */
  public static Peer prometheus(Path directory, Path config, String... flags) {
    return prometheusOn(freePort(), directory, config, flags);
  }

  /** As {@link #prometheus}, on a port that was chosen before. */
  static Peer prometheusOn(int port, Path directory, Path config, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(installed("prometheus").toString());
    command.addAll(serverFlags(directory, config, port, flags));
    return Peer.start("prometheus", command, directory, port, "/-/ready");
  }

  /** Starts Debian's VictoriaMetrics. */
  static Peer victoriaMetrics(Path directory) {
    int port = freePort();
    List<String> command =
        List.of(
            installed("victoria-metrics").toString(),
            "-storageDataPath=" + directory.resolve("victoria-metrics-data"),
            "-httpListenAddr=127.0.0.1:" + port);
    return Peer.start("victoria-metrics", command, directory, port, "/health");
  }

  /** Starts Debian's Alertmanager, which notifies nobody. */
  static Peer alertmanager(Path directory) throws IOException {
    return alertmanagerOn(freePort(), directory);
  }

  /** As {@link #alertmanager}, on a port that was chosen before. */
  static Peer alertmanagerOn(int port, Path directory) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("alertmanager.yml"),
            "{route: {receiver: nobody}, receivers: [{name: nobody}]}\n");
    List<String> command =
        List.of(
            installed("prometheus-alertmanager").toString(),
            "--config.file=" + config,
            "--storage.path=" + directory.resolve("alertmanager-data"),
            "--cluster.listen-address=",
            "--web.listen-address=127.0.0.1:" + port);
    return Peer.start("alertmanager", command, directory, port, "/-/ready");
  }

  /** Starts Debian's node exporter. */
  public static Peer nodeExporter(Path directory) {
    int port = freePort();
    List<String> command =
        List.of(
            installed("prometheus-node-exporter").toString(),
            "--web.listen-address=127.0.0.1:" + port);
    return Peer.start("node-exporter", command, directory, port, "/");
  }

  /**
   * Starts Debian's blackbox exporter with one module, {@code http_2xx}.
   *
   * @param directory for its configuration and its output
   */
  static Peer blackboxExporter(Path directory) throws IOException {
    int port = freePort();
    Path config =
        Files.writeString(
            directory.resolve("blackbox.yml"),
            """
            modules:
              http_2xx:
                prober: http
                timeout: 5s
                http: {preferred_ip_protocol: ip4}
            """);
    List<String> command =
        List.of(
            installed("prometheus-blackbox-exporter").toString(),
            "--config.file=" + config,
            "--web.listen-address=127.0.0.1:" + port);
    return Peer.start("blackbox-exporter", command, directory, port, "/-/healthy");
  }

  /** A port of the loopback interface that nobody listens on at the moment. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path before all paths that the flags ask for, or nothing. */
  private static String prefix(String... flags) {
    String name = "--web.route-prefix=";
    return Arrays.stream(flags)
        .filter(flag -> flag.startsWith(name))
        .map(flag -> flag.substring(name.length()))
        .findFirst()
        .orElse("");
  }

  private static List<String> serverFlags(
      Path directory, Path config, int port, String... moreFlags) {
    List<String> flags = new ArrayList<>();
    flags.add("--config.file=" + config);
    boolean isAgent =
        Arrays.stream(moreFlags)
            .anyMatch(flag -> flag.equals("--agent") || flag.equals("--enable-feature=agent"));
    if (!isAgent
        && Arrays.stream(moreFlags).noneMatch(flag -> flag.startsWith("--storage.tsdb.path"))) {
      flags.add("--storage.tsdb.path=" + directory.resolve("data"));
    }
    flags.add("--web.listen-address=127.0.0.1:" + port);
    flags.addAll(List.of(moreFlags));
    return flags;
  }
}
