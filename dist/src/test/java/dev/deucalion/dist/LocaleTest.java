package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arguments, variables and names of files that are not ASCII, where the environment names no
 * locale, POSIX's, or one that is not installed. Scripts have them, as the JVM of a test could not
 * pass them on in such a locale.
 */
class LocaleTest {
  private static final String CONFIG =
      """
      global: {external_labels: {place: '${PLACE}'}}
      rule_files: ['*ung.yml']
      """;

  private static final String RULES =
      "groups: [{name: g, rules: [{record: a, expr: vector(1)}]}]\n";

  private static final String START =
      """
      set -e
      export PLACE=Zürich
      mv rules.yml übung.yml
      "$1/bin/promtool" check config prometheus.yml
      "$1/bin/promtool" check rules übung.yml
      exec "$1/bin/prometheus" --config.file=prometheus.yml --web.listen-address=127.0.0.1:0 \\
        --web.page-title=Überwachung --storage.tsdb.path=dätä
      """;

  private static final String ASK =
      """
      exec "$1/bin/promtool" query instant "$2" 'label_replace(vector(1), "job", "größe", "", "")'
      """;

  @TempDir private Path dir;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(dir.resolve("prometheus.yml"), CONFIG);
    Files.writeString(dir.resolve("rules.yml"), RULES);
    Files.writeString(dir.resolve("start"), START);
    Files.writeString(dir.resolve("ask"), ASK);
  }

  @Test
  void areUtf8WithoutALocale() throws Exception {
    use(Archive.unpackLinux(dir), Image.ENVIRONMENT);
  }

  @Test
  void areUtf8InTheLocaleOfPosix() throws Exception {
    use(
        Archive.unpackPlain(dir),
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "LANG",
            "de_DE.UTF-8",
            "LC_CTYPE",
            "C",
            "DEUCALION_JAVA_HOME",
            System.getProperty("java.home")));
  }

  @Test
  void areUtf8InALocaleThatIsNotInstalled() throws Exception {
    use(
        Archive.unpackPlain(dir),
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "LANG",
            "xx_XX.UTF-8",
            // Whose digits are others than those that machines read.
            "DEUCALION_JAVA_OPTS",
            "-Duser.language=ar -Duser.country=EG",
            "DEUCALION_JAVA_HOME",
            System.getProperty("java.home")));
  }

  @Test
  void areUtf8WhereTheLocaleOfTimesIsNotInstalled() throws Exception {
    use(
        Archive.unpackPlain(dir),
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "LANG",
            "C.UTF-8",
            "LC_TIME",
            "xx_XX.UTF-8",
            "DEUCALION_JAVA_HOME",
            System.getProperty("java.home")));
  }

  private void use(Path home, Map<String, String> environment) throws Exception {
    List<String> start = List.of("sh", "start", home.toString());
    try (Program program = Program.start(start, environment, dir).awaitReady()) {
      assertThat(program.log())
          .contains("SUCCESS: prometheus.yml is valid prometheus config file syntax")
          .contains("Checking übung.yml\n  SUCCESS: 1 rules found");
      assertThat(program.get("/api/v1/status/flags").body())
          .contains("\"web.page-title\":\"Überwachung\"");
      assertThat(program.get("/api/v1/status/config").body()).contains("place: Zürich");
      assertThat(program.get("/api/v1/rules").body()).contains("übung.yml");
      Tool answer =
          Tool.run(dir, environment, List.of("sh", "ask", home.toString(), program.url()));
      assertThat(answer.exitCode()).as(answer.output()).isZero();
      assertThat(answer.output()).contains("{job=\"größe\"} => 1 @");
    }
    assertThat(Tool.run(dir, environment, List.of("ls")).output()).contains("dätä");
  }
}
