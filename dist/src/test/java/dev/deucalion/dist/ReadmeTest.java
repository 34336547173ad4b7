package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the README for who runs a server, one after the other, with ports of their own.
 * The archive is the one of this build: {@code ReadmeCommandsTest} of the module {@code docs} runs
 * the first command, which makes it.
 */
@Tag("interop")
class ReadmeTest {
  private static final String HEADING = "## Five minutes in the place of Prometheus\n";

  @TempDir private Path dir;

  @Test
  void everyCommandWorks() throws Exception {
    Image.requireNamespaces(dir);
    Path target = Files.createDirectories(dir.resolve("dist/target"));
    Path archive = Path.of(System.getProperty("archives") + "-linux-x64.tar.gz");
    Files.createSymbolicLink(target.resolve(String.valueOf(archive.getFileName())), archive);
    String readme = Files.readString(Path.of(System.getProperty("project.root"), "README.md"));
    String section = readme.substring(readme.indexOf(HEADING) + HEADING.length());
    section = section.substring(0, section.indexOf("\n## "));
    List<String> commands =
        section.lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
    assertThat(commands).hasSizeGreaterThan(6);
    assertThat(commands.getFirst()).startsWith("mvn package ");
    String script =
        "set -ex\nip link set lo up\n"
            + String.join("\n", commands.subList(1, commands.size()))
            + "\n";
    Tool run =
        Tool.run(
            dir,
            Image.ENVIRONMENT,
            List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "sh", "-c", script));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("SUCCESS: etc/prometheus.yml is valid prometheus config file syntax")
        .contains("Prometheus Server is Ready.")
        .contains("\"resultType\":\"vector\"")
        .contains("{} => 1 @")
        .contains("See you next time!");
  }
}
