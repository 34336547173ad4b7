package dev.deucalion.dist;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container of the image, without a container engine: see the script {@code pod}. It has a
 * network of its own, whose ports others do not see; what happens in it is asked by programs that
 * are run in it, as a kubelet's probes are.
 */
final class Pod implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Program program;
  private final ProcessHandle first;
  private final int uid;

  private Pod(Program program, ProcessHandle first, int uid) {
    this.program = program;
    this.first = first;
    this.uid = uid;
  }

  /**
   * What the manifest says.
   *
   * @param uid the user
   * @param gid the group
   * @param arguments of the entrypoint
   */
  record Spec(int uid, int gid, Volumes volumes, List<String> arguments) {}

  /**
   * Starts it.
   *
   * @param directory where its log goes
   */
  static Pod start(Image image, Spec spec, Path directory) throws IOException {
    Path volumes =
        Files.writeString(
            directory.resolve("volumes.txt"),
            spec.volumes().directories().entrySet().stream()
                .map(volume -> volume.getValue() + " " + volume.getKey() + "\n")
                .collect(Collectors.joining()));
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"));
    command.addAll(
        List.of(
            Image.script("pod"),
            image.root().toString(),
            volumes.toString(),
            image.recipe().image().only("WORKDIR").text(),
            String.valueOf(spec.uid()),
            String.valueOf(spec.gid())));
    command.addAll(image.command(spec.arguments()));
    Program program = Program.start(command, Image.ENVIRONMENT, directory);
    await()
        .atMost(PATIENCE)
        .until(() -> program.handle().children().findAny().isPresent() || !program.isAlive());
    ProcessHandle first =
        program
            .handle()
            .children()
            .findAny()
            .orElseThrow(() -> new IllegalStateException(program.log()));
    return new Pod(program, first, spec.uid());
  }

  Pod awaitReady() {
    program.awaitReady();
    return this;
  }

  String log() {
    return program.log();
  }

  /** Runs a command in the container, as its user. */
  Tool exec(String... command) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target=" + first.pid(),
                "--mount",
                "--net",
                "--pid",
                "--root",
                "--wd",
                "--setuid=" + uid));
    words.addAll(List.of(command));
    return Tool.run(Path.of("/"), Image.ENVIRONMENT, words);
  }

  /** Starts a program of this system with the container's network. */
  Program beside(List<String> command, Path directory) throws IOException {
    List<String> words = new ArrayList<>(List.of("nsenter", "--target=" + first.pid(), "--net"));
    words.addAll(command);
    return Program.start(words, Image.ENVIRONMENT, directory);
  }

  /** The body of the answer to a GET, by the image's own program. */
  String get(String url) throws IOException, InterruptedException {
    Tool wget = exec("wget", "-q", "-O", "-", "--content-on-error", url);
    return wget.output();
  }

  /** The same of a POST with an empty body. */
  Tool post(String url) throws IOException, InterruptedException {
    return exec("wget", "-q", "-O", "-", "--content-on-error", "--post-data=", url);
  }

  /** A line of what the system says of the first process. */
  String status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + first.pid() + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  void signal(String name) throws IOException, InterruptedException {
    Program.signal(name, first.pid());
  }

  int awaitExit() throws InterruptedException {
    return program.awaitExit();
  }

  /** Every file of the image, to see that none comes or goes. */
  static Set<String> files(Image image) {
    try (Stream<Path> all = Files.walk(image.root())) {
      return all.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    first.destroyForcibly();
    program.close();
  }
}
