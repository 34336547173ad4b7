package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The root file system that the Dockerfile describes, made step by step without a container engine,
 * which takes Linux and the rights of root. Programs of the base are those of the system that runs
 * this.
 */
record Image(ImageRecipe recipe, Path root) {
  static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

  /** Skips the test where the system refuses namespaces, as in most containers. */
  static void requireNamespaces(Path directory) throws IOException, InterruptedException {
    String script = "mount --make-rprivate / && mount -t proc proc /proc && mount -t tmpfs a .";
    Tool tried =
        Tool.run(
            directory,
            ENVIRONMENT,
            List.of("sh", "-c", "unshare --mount --pid --net --fork sh -c \"$0\"", script));
    Needs.granted(tried, "namespaces with mounts");
  }

  /**
   * Makes it.
   *
   * @param directory an empty one
   */
  static Image build(Path directory) throws IOException, InterruptedException {
    ImageRecipe recipe =
        ImageRecipe.read(Path.of(System.getProperty("project.root"), "Dockerfile"));
    Path root = Files.createDirectory(directory.resolve("root"));
    for (String name : List.of("lib", "lib64", "sbin")) {
      Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
    }
    Files.createDirectory(root.resolve("bin"));
    List<String> programs = new ArrayList<>(recipe.image().packages());
    // Every base has a shell.
    programs.add("sh");
    for (String program : programs) {
      Needs.installed(Files.isExecutable(Path.of("/usr/bin", program)), program);
      Files.copy(
          Path.of("/usr/bin", program).toRealPath(),
          root.resolve("bin").resolve(program),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
        """);
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost echo-service\n");
    for (ImageRecipe.Instruction step : recipe.image().instructions()) {
      switch (step.keyword()) {
        case "COPY" -> {
          assertThat(step.text()).isEqualTo("--from=unpacked /unpacked/deucalion /opt/deucalion");
          Path home = Archive.unpackLinux(directory);
          Files.createDirectory(root.resolve("opt"));
          Files.move(home, root.resolve("opt/deucalion"));
        }
        case "RUN" -> run(root, step.text());
        default -> {}
      }
    }
    return new Image(recipe, root);
  }

  private static void run(Path root, String command) throws IOException, InterruptedException {
    // The packages of the base are there.
    if (!command.startsWith("apt-get ")) {
      Tool done =
          Tool.run(
              root,
              ENVIRONMENT,
              List.of("unshare", "--mount", script("image-run"), root.toString(), command));
      assertThat(done.exitCode()).as("%s: %s", command, done.output()).isZero();
    }
  }

  /** The path of a script among the resources. */
  static String script(String name) {
    URL found = Objects.requireNonNull(Image.class.getResource(name), name);
    Path path = Path.of(found.getPath());
    assertThat(path.toFile().setExecutable(true)).isTrue();
    return path.toString();
  }

  /** What a container starts, where its manifest names arguments. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(recipe.image().only("ENTRYPOINT").words());
    command.addAll(arguments);
    return command;
  }
}
