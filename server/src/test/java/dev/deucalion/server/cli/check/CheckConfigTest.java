package dev.deucalion.server.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckConfigTest {
  @TempDir private Path dir;

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  @Test
  void ruleFilesAreCheckedToo() throws IOException {
    String rules = file("r.yml", "groups: [{name: g, rules: [{record: a, expr: 1}]}]");
    String config = file("p.yml", "rule_files: ['r*.yml']");
    ToolRun run = ToolRun.of("check", "config", config);
    assertThat(run.out())
        .isEqualTo(
            """
            Checking %s
              SUCCESS: 1 rule files found
             SUCCESS: %s is valid prometheus config file syntax

            Checking %s
              SUCCESS: 1 rules found

            """
                .formatted(config, config, rules));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aRuleFileMustExistUnlessItIsAPattern() throws IOException {
    String config = file("p.yml", "rule_files: [none.yml]");
    ToolRun run = ToolRun.of("check", "config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "  FAILED: \"" + dir.resolve("none.yml") + "\" does not point to an existing file\n");
    assertThat(ToolRun.of("check", "config", "--syntax-only", config).exitCode()).isZero();
    assertThat(ToolRun.of("check", "config", file("q.yml", "rule_files: ['n*.yml']")).exitCode())
        .isZero();
    assertThat(failure("rule_files: ['[n.yml']")).contains("syntax error in pattern \"[n.yml\"");
  }

  @Test
  void namesThatNoFileCanHaveAreTheCallersMistake() throws IOException {
    assertThat(failure("rule_files: [\"a\\0b.yml\"]"))
        .endsWith("failing.yml: open a\0b.yml: invalid argument\n")
        .doesNotContain("Exception");
    ToolRun run = ToolRun.of("check", "config", "a\0b.yml");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("stat a\0b.yml: invalid argument").doesNotContain("Exception");
  }

  @Test
  void errorsPointAtTheLine() throws IOException {
    String config = file("p.yml", "global:\n  scrape_interval: 1x\n");
    ToolRun run = ToolRun.of("check", "config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("  FAILED: parsing YAML file " + config + ": yaml: unmarshal errors:\n")
        .contains(config + ":2:");
  }

  @Test
  void targetsWrittenDownAreChecked() throws IOException {
    assertThat(failure(job("static_configs: [{targets: ['a/b']}]")))
        .contains("failing.yml:1:", ": \"a/b\" is not a valid hostname\n");
    assertThat(
            failure(
                job(
                    "static_configs: [{targets: [b]}],"
                        + " relabel_configs: [{target_label: __address__, replacement: a/b}]")))
        .isEqualTo("  FAILED: instance 0 in group 0: \"a/b\" is not a valid hostname\n");
    assertThat(
            failure(
                "alerting: {alertmanagers: [{static_configs: [{targets: [b]}],"
                    + " relabel_configs: [{target_label: __address__, replacement: a/b}]}]}"))
        .isEqualTo("  FAILED: \"a/b\" is not a valid hostname\n");
  }

  @Test
  void filesOfTargetsAreCheckedWhereTheyExist() throws IOException {
    file("bad.yml", "- targats: [x]\n");
    file("bad.json", "[{\"targets\": [1]");
    file("good.json", "[{\"targets\": [\"a:1\"], \"labels\": {\"b\": \"c\"}}]");
    for (String name : new String[] {"bad.yml", "bad.json"}) {
      assertThat(failure(job("file_sd_configs: [{files: [" + name + "]}]")))
          .startsWith("  FAILED: checking SD file \"" + dir.resolve(name) + "\": ");
    }
    String config = file("good.yml", job("file_sd_configs: [{files: [good.json, none.json]}]"));
    ToolRun run = ToolRun.of("check", "config", config);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "  WARNING: file \""
                + dir.resolve("none.json")
                + "\" for file_sd in scrape job \"a\" does not exist\n");
  }

  @Test
  void filesWithSecretsMustExist() throws IOException {
    assertThat(failure(job("authorization: {credentials_file: none}")))
        .isEqualTo(
            "  FAILED: error checking authorization credentials or bearer token file \""
                + dir.resolve("none")
                + "\": stat "
                + dir.resolve("none")
                + ": no such file or directory\n");
    assertThat(failure(job("tls_config: {cert_file: none, key_file: none}")))
        .startsWith("  FAILED: error checking client cert file \"" + dir.resolve("none") + "\"");
  }

  @Test
  void intervalsLongerThanTheLookbackAreToldOfWhereAsked() throws IOException {
    String config = file("p.yml", "scrape_configs: [{job_name: a, scrape_interval: 10m}]");
    assertThat(ToolRun.of("check", "config", "--lint-fatal", config).exitCode()).isZero();
    ToolRun run = ToolRun.of("check", "config", "--lint=all", "--lint-fatal", config);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            "  FAILED: too long scrape interval found, data point will be marked as stale"
                + " - job: a, interval: 10m\n");
    assertThat(
            ToolRun.of(
                    "check",
                    "config",
                    "--query.lookback-delta=11m",
                    "--lint=all",
                    "--lint-fatal",
                    config)
                .exitCode())
        .isZero();
  }

  @Test
  void agentsHaveNoRules() throws IOException {
    String config = file("p.yml", "rule_files: ['r*.yml']");
    assertThat(ToolRun.of("check", "config", "--agent", config).exitCode()).isEqualTo(1);
  }

  private static String job(String more) {
    return "scrape_configs: [{job_name: a, " + more + "}]";
  }

  private String failure(String text) throws IOException {
    ToolRun run = ToolRun.of("check", "config", file("failing.yml", text));
    assertThat(run.exitCode()).isEqualTo(1);
    return run.err();
  }
}
