package dev.deucalion.server.cli.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own cases for its tool come out as their names say. */
class PromtoolCasesTest {
  private static Path directory = Path.of("");

  @BeforeAll
  static void find() {
    directory = Path.of(System.getProperty("conformance.dir", ""), "promtool");
    Assumptions.assumeTrue(Files.isDirectory(directory), "no shared cases");
  }

  private static String path(String name) {
    return directory.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unittest.yml",
        "at-modifier-test.yml",
        "negative-offset-test.yml",
        "long-period.yml"
      })
  void testsSucceed(String file) {
    ToolRun run = ToolRun.of("test", "rules", path(file));
    assertThat(run.err().lines().filter(line -> !line.contains("WARNING: no file match")))
        .isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"failing.yml", "bad-promql.yml", "bad-rules-error-test.yml"})
  void testsFail(String file) {
    assertThat(ToolRun.of("test", "rules", path(file)).exitCode()).isEqualTo(1);
  }

  @Test
  void unknownFieldsOfRulesAreIgnoredWhereAsked() {
    String file = path("rules_run_extrafields.yml");
    assertThat(ToolRun.of("test", "rules", file).exitCode()).isEqualTo(1);
    assertThat(ToolRun.of("test", "rules", "--ignore-unknown-fields", file).err()).isEmpty();
  }

  @Test
  void valuesMayDifferInTheirLastBitWhereAsked() {
    String file = path("rules_run_fuzzy.yml");
    assertThat(ToolRun.of("test", "rules", "--run=^correct", file).exitCode()).isZero();
    assertThat(ToolRun.of("test", "rules", "--run=^wrong", file).exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "rules, rules.yml, 0",
    "rules, rules-bad.yml, 1",
    "rules, rules_duplicates.yml, 3",
    "rules, rules_extrafields.yml, 1",
    "rules, prometheus-rules.lint.yml, 3",
    "rules, features.yml, 1",
    "config, config_with_rule_files.yml, 1",
    "config, config_with_service_discovery_files.yml, 0",
    "config, config_with_tls_files.yml, 1",
    "config, authorization_credentials_file.good.yml, 0",
    "config, prometheus-config.lint.too_long_scrape_interval.yml, 0",
    "config, url_in_scrape_targetgroup_with_relabel_config.bad.yml, 1"
  })
  void checksGiveTheirVerdict(String what, String file, int exitCode) {
    assertThat(ToolRun.of("check", what, "--lint-fatal", path(file)).exitCode())
        .isEqualTo(exitCode);
  }

  @Test
  void longIntervalsAreFoundWhereAsked() {
    String file = path("prometheus-config.lint.too_long_scrape_interval.yml");
    assertThat(ToolRun.of("check", "config", "--lint=all", "--lint-fatal", file).exitCode())
        .isEqualTo(3);
  }

  @Test
  void featuresCanBeEnabled() {
    String all =
        String.join(
            ",",
            List.of(
                "promql-experimental-functions",
                "promql-duration-expr",
                "promql-extended-range-selectors",
                "promql-binop-fill-modifiers"));
    ToolRun run = ToolRun.of("--enable-feature=" + all, "check", "rules", path("features.yml"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }
}
