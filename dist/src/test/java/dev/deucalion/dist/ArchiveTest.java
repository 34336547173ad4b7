package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both archives: unpacked, run, asked, told to reload, ended. */
class ArchiveTest {
  private static final String PATH = "/usr/bin:/bin";

  @TempDir private Path dir;

  @Test
  void runsWithoutJava() throws Exception {
    Path home = Archive.unpackLinux(dir);
    useIt(home, Map.of("PATH", PATH));
  }

  @Test
  void runsWithTheJavaThatItFinds() throws Exception {
    Path home = Archive.unpackPlain(dir);
    assertThat(home.resolve("runtime")).doesNotExist();
    useIt(home, Map.of("PATH", PATH, "DEUCALION_JAVA_HOME", System.getProperty("java.home")));
  }

  @Test
  void theCacheOfClassesHoldsWhereverItIsUnpacked() throws Exception {
    Path home = Archive.unpackLinux(dir);
    Path other = Files.createDirectories(dir.resolve("another place")).resolve("program");
    Files.move(home, other);
    Tool version =
        Tool.run(
            dir,
            Map.of(
                "PATH", PATH, "DEUCALION_JAVA_OPTS", "-XX:AOTMode=on -Xlog:class+load:stdout:none"),
            List.of(other.resolve("bin/prometheus").toString(), "--version"));
    assertThat(version.exitCode()).as(version.output()).isZero();
    assertThat(version.output().lines())
        .anyMatch(line -> line.endsWith("dev.deucalion.server.Main source: shared objects file"))
        .as("what is kept ready is in memory from the start on")
        .noneMatch(line -> line.contains("io.fabric8."));
  }

  @Test
  void anotherCollectorCanBeChosen() throws Exception {
    Path home = Archive.unpackLinux(dir);
    Tool version =
        Tool.run(
            dir,
            Map.of("PATH", PATH, "DEUCALION_JAVA_OPTS", "-XX:+UseParallelGC"),
            List.of(home.resolve("bin/prometheus").toString(), "--version"));
    assertThat(version.exitCode()).as(version.output()).isZero();
    assertThat(version.output()).startsWith("deucalion, version ");
  }

  private void useIt(Path home, Map<String, String> environment) throws Exception {
    Set<String> before = files(home);
    Path temporary = Files.createDirectory(dir.resolve("tmp"));
    List<String> command =
        List.of(
            home.resolve("bin/prometheus").toString(),
            "--config.file=" + home.resolve("etc/prometheus.yml"),
            "--web.listen-address=127.0.0.1:0",
            "--web.enable-lifecycle",
            "--storage.tsdb.path=" + dir.resolve("data"));
    Map<String, String> variables =
        Stream.concat(
                environment.entrySet().stream(),
                Map.of("DEUCALION_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary).entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    try (Program program = Program.start(command, variables, dir).awaitReady()) {
      assertThat(program.query("1+1")).contains("\"2\"");
      assertThat(program.post("/-/reload").statusCode()).isEqualTo(200);
      int loaded = loads(program);
      Program.signal("HUP", program.handle().pid());
      await().atMost(Duration.ofSeconds(60)).until(() -> loads(program) > loaded);
      // The libraries in C were found, and none was unpacked.
      assertThat(program.get("/api/v1/status/walreplay").statusCode()).isEqualTo(200);
      assertThat(files(temporary)).noneMatch(name -> name.endsWith(".so"));
      Program.signal("TERM", program.handle().pid());
      assertThat(program.awaitExit()).as(program.log()).isZero();
      assertThat(program.log()).doesNotContain("WARNING").doesNotContain("level=ERROR");
    }
    assertThat(files(home)).isEqualTo(before);
    Path rules = home.resolve("etc/rules.yml");
    Tool check =
        Tool.run(
            dir,
            environment,
            List.of(home.resolve("bin/promtool").toString(), "check", "rules", rules.toString()));
    assertThat(check.exitCode()).as(check.output()).isZero();
  }

  private static int loads(Program program) {
    return program.log().split("Completed loading of", -1).length;
  }

  private static Set<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
