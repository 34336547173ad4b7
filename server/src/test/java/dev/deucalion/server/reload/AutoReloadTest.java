package dev.deucalion.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a look at the files of a configuration loads it again. */
class AutoReloadTest {
  private static final String MAIN = "scrape_config_files: [jobs/*.yml]\n";

  @TempDir private Path dir;
  private Path main = Path.of("");
  private final List<ServerConfig> applied = new ArrayList<>();

  @BeforeEach
  void writeMain() throws IOException {
    main = dir.resolve("prometheus.yml");
    Files.writeString(main, MAIN);
    Files.createDirectory(dir.resolve("jobs"));
  }

  private Reloader loaded() throws ConfigException {
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), _ -> null);
    FileConfig source = new FileConfig(main.toString(), reader);
    Reloader reloader = new Reloader(source, () -> 0, source.read(), List.of(applied::add));
    assertThat(reloader.reload()).isNull();
    return reloader;
  }

  private List<String> jobs() {
    return applied.getLast().scrapeJobs().stream().map(job -> job.jobName()).toList();
  }

  private void writeJob(String name) throws IOException {
    Files.writeString(
        dir.resolve("jobs").resolve(name + ".yml"), "scrape_configs: [{job_name: " + name + "}]\n");
  }

  @Test
  void nothingIsLoadedWithoutAChange() throws Exception {
    writeJob("a");
    Reloader reloader = loaded();
    AutoReload.look(reloader);
    Files.writeString(main, MAIN);
    AutoReload.look(reloader);
    assertThat(applied).hasSize(1);
  }

  @Test
  void aPartThatFailsKeepsNoOtherFromTheConfiguration() throws Exception {
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), _ -> null);
    FileConfig source = new FileConfig(main.toString(), reader);
    Reloader reloader =
        new Reloader(
            source,
            () -> 0,
            source.read(),
            List.of(
                config -> {
                  throw new IllegalStateException("no");
                },
                applied::add));
    assertThat(reloader.reload()).startsWith("one or more errors occurred while applying");
    assertThat(applied).hasSize(1);
    assertThat(reloader.state().successful()).isFalse();
  }

  @Test
  void theMainFileIsLoadedAgain() throws Exception {
    Reloader reloader = loaded();
    Files.writeString(main, "scrape_configs: [{job_name: x}]\n");
    AutoReload.look(reloader);
    AutoReload.look(reloader);
    assertThat(applied).hasSize(2);
    assertThat(jobs()).containsExactly("x");
  }

  @Test
  void filesThatItNamesAreWatched() throws Exception {
    Reloader reloader = loaded();
    writeJob("a");
    AutoReload.look(reloader);
    assertThat(jobs()).containsExactly("a");
    writeJob("b");
    AutoReload.look(reloader);
    assertThat(jobs()).containsExactly("a", "b");
    Files.move(dir.resolve("jobs/a.yml"), dir.resolve("jobs/c.yml"));
    AutoReload.look(reloader);
    assertThat(applied).hasSize(4);
    Files.delete(dir.resolve("jobs/b.yml"));
    AutoReload.look(reloader);
    assertThat(jobs()).containsExactly("a");
  }

  @Test
  void whatFailsIsTriedAgainAndWhatWasLoadedOtherwiseIsNot() throws Exception {
    Reloader reloader = loaded();
    Files.writeString(main, "unknown: 1\n");
    AutoReload.look(reloader);
    assertThat(reloader.state().successful()).isFalse();
    assertThat(reloader.isOutdated()).isTrue();
    Files.writeString(main, "scrape_configs: [{job_name: x}]\n");
    assertThat(reloader.reload()).isNull();
    AutoReload.look(reloader);
    assertThat(applied).hasSize(2);
  }

  @Test
  void aMissingFileIsAFailedReload() throws Exception {
    Reloader reloader = loaded();
    Files.delete(main);
    AutoReload.look(reloader);
    assertThat(reloader.state().successful()).isFalse();
    assertThat(applied).hasSize(1);
    Files.writeString(main, MAIN);
    AutoReload.look(reloader);
    assertThat(reloader.isOutdated()).isFalse();
  }

  @Test
  void ruleFilesCountAndOthersDoNot() throws Exception {
    Files.writeString(main, "rule_files: [rules.yml, '*.rules']\n");
    String before = ConfigFiles.fingerprint(main);
    Files.writeString(dir.resolve("other.yml"), "x");
    assertThat(ConfigFiles.fingerprint(main)).isEqualTo(before);
    Files.writeString(dir.resolve("rules.yml"), "groups: []\n");
    String withRules = ConfigFiles.fingerprint(main);
    assertThat(withRules).isNotEqualTo(before);
    Files.writeString(dir.resolve("a.rules"), "groups: []\n");
    assertThat(ConfigFiles.fingerprint(main)).isNotEqualTo(withRules);
    assertThatThrownBy(() -> ConfigFiles.fingerprint(dir.resolve("none.yml")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void textThatIsNoYamlHasAFingerprint() throws Exception {
    Files.writeString(main, "{ [");
    assertThat(ConfigFiles.fingerprint(main)).hasSize(64);
  }
}
