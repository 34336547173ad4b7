package dev.deucalion.server.config.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.parser.ParserOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own rule files are taken or refused as their names say. */
class ConformanceRuleFileTest {
  private static Path directory = Path.of("");

  @BeforeAll
  static void findFiles() {
    directory = Path.of(System.getProperty("conformance.dir", ""), "rules");
    Assumptions.assumeTrue(Files.isDirectory(directory), "no conformance files");
  }

  private static RuleFiles read(String file, NameValidation names) {
    RuleFileSettings settings =
        new RuleFileSettings(
            ParserOptions.DEFAULTS, (alert, text) -> (data, timeMs) -> text, names);
    Path path = directory.resolve(file);
    assertThat(path).exists();
    return RuleFiles.read(List.of(path.toString()), new RuleDefaults(60_000, 0), settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad_expr.bad.yaml",
        "bad_field.bad.yaml",
        "duplicate_grp.bad.yaml",
        "invalid_label_name.bad.yaml",
        "invalid_record_name.bad.yaml",
        "no_rec_alert.bad.yaml",
        "noexpr.bad.yaml",
        "record_and_alert.bad.yaml"
      })
  void badFilesAreRefused(String file) {
    assertThat(read(file, NameValidation.UTF8).problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "legacy_validation_annotation.good.yaml",
        "test.yaml",
        "test_aliases.yaml",
        "utf-8_annotation.good.yaml",
        "utf-8_lname.good.yaml"
      })
  void goodFilesAreTaken(String file) {
    RuleFiles files = read(file, NameValidation.UTF8);
    assertThat(files.problems()).isEmpty();
    assertThat(files.groups()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy_validation_annotation.bad.yaml", "utf-8_lname.good.yaml"})
  void theClassicAlphabetRefusesMore(String file) {
    assertThat(read(file, NameValidation.LEGACY).problems()).isNotEmpty();
  }
}
