package dev.deucalion.server.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRulesTest {
  private static final String DUPLICATES =
      """
      groups:
        - name: a
          labels: {team: x}
          rules:
            - {record: m, expr: 1, labels: {z: '1'}}
        - name: b
          rules:
            - {record: m, expr: 2, labels: {z: '1', team: x}}
            - {alert: m, expr: 2}
      """;

  @TempDir private Path dir;
  private String good = "";
  private String bad = "";

  @BeforeEach
  void writeFiles() throws IOException {
    good =
        file("good.yml", "groups: [{name: g, rules: [{record: a, expr: 1}, {alert: b, expr: a}]}]");
    bad =
        file(
            "bad.yml",
            """
            groups:
              - name: g
                rules:
                  - record: a
                    expr: sum(
            """);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  @Test
  void aNameThatNoFileCanHaveIsTheCallersMistake() {
    ToolRun run = ToolRun.of("check", "rules", "a\0b.yml");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("stat a\0b.yml: invalid argument").doesNotContain("Exception");
  }

  @Test
  void goodRulesAreCounted() {
    ToolRun run = ToolRun.of("check", "rules", good);
    assertThat(run.out()).isEqualTo("Checking " + good + "\n  SUCCESS: 2 rules found\n\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void errorsPointAtTheLine() {
    ToolRun run = ToolRun.of("check", "rules", bad, good);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("  FAILED:\n" + bad + ":5:9: group \"g\", rule 1, \"a\": could not parse");
    assertThat(run.out())
        .isEqualTo("Checking " + bad + "\nChecking " + good + "\n  SUCCESS: 2 rules found\n\n");
  }

  @Test
  void standardInputIsReadWhereNoFileIsNamed() throws IOException {
    ToolRun run = ToolRun.reading(Files.readString(Path.of(good)), "check", "rules");
    assertThat(run.out()).isEqualTo("Checking standard input\n  SUCCESS: 2 rules found\n\n");
    ToolRun failing = ToolRun.reading("groups: 5", "check", "rules");
    assertThat(failing.exitCode()).isEqualTo(1);
    assertThat(failing.err()).startsWith("  FAILED:\n<stdin>:1:9: cannot unmarshal !!int");
  }

  @Test
  void duplicatesAreToldOfAndFatalOnlyWhereAsked() throws IOException {
    String file = file("duplicates.yml", DUPLICATES);
    ToolRun run = ToolRun.of("check", "rules", file);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("Checking " + file + "\n\n");
    assertThat(run.err())
        .isEqualTo(
            """
              FAILED:
            lint error 1 duplicate rule(s) found.
            Metric: m
            Label(s):
            \tteam: x
            \tz: 1
            Might cause inconsistency while recording expressions
            """);
    assertThat(ToolRun.of("check", "rules", "--lint-fatal", file).exitCode()).isEqualTo(3);
    assertThat(ToolRun.of("check", "rules", "--lint-fatal", file, bad).exitCode()).isEqualTo(1);
    assertThat(
            ToolRun.of("check", "rules", "--lint=none,duplicate-rules", "--lint-fatal", file)
                .exitCode())
        .isEqualTo(3);
    assertThat(ToolRun.of("check", "rules", "--lint=none", "--lint-fatal", file).exitCode())
        .isZero();
    assertThat(ToolRun.of("check", "rules", "--lint=moo", file).out())
        .startsWith("WARNING: unknown lint option: \"moo\"\n");
  }

  @Test
  void unknownFieldsAreIgnoredWhereAsked() throws IOException {
    String file = file("extra.yml", "groups: [{name: g, owner: me, rules: []}]");
    assertThat(ToolRun.of("check", "rules", file).exitCode()).isEqualTo(1);
    assertThat(ToolRun.of("check", "rules", "--ignore-unknown-fields", file).exitCode()).isZero();
  }

  @Test
  void featuresAreThoseThatAreEnabled() throws IOException {
    String file =
        file("f.yml", "groups: [{name: g, rules: [{record: a, expr: 'sort_by_label(x, \"a\")'}]}]");
    assertThat(ToolRun.of("check", "rules", file).exitCode()).isEqualTo(1);
    assertThat(
            ToolRun.of(
                    "--enable-feature=promql-experimental-functions,none", "check", "rules", file)
                .out())
        .startsWith("  WARNING: Unknown feature passed to --enable-feature: none\n")
        .contains("SUCCESS");
  }

  @Test
  void filesMustExist() {
    ToolRun run = ToolRun.of("check", "rules", dir.resolve("none.yml").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "promtool: error: path '" + dir.resolve("none.yml") + "' does not exist, try --help\n");
  }
}
