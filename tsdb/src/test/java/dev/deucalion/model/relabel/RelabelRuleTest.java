package dev.deucalion.model.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import dev.deucalion.model.labels.NameValidation;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RelabelRuleTest {
  private static RelabelRule.Builder rule(RelabelAction action) {
    return RelabelRule.builder().action(action);
  }

  private static void assertRefused(RelabelRule.Builder rule, String message) {
    assertThatThrownBy(rule::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void defaultsArePrometheus() {
    RelabelRule rule = RelabelRule.builder().targetLabel("x").build();
    assertThat(rule.action()).isEqualTo(RelabelAction.REPLACE);
    assertThat(rule.separator()).isEqualTo(";");
    assertThat(rule.regex().source()).isEqualTo("(.*)");
    assertThat(rule.replacement()).isEqualTo("$1");
  }

  @ParameterizedTest
  @EnumSource(RelabelAction.class)
  void actionsParseInAnyCase(RelabelAction action) {
    assertThat(RelabelAction.parse(action.text())).isEqualTo(action);
    assertThat(RelabelAction.parse(action.text().toUpperCase(Locale.ROOT))).isEqualTo(action);
  }

  @Test
  void unknownActionsAreNamed() {
    assertThatThrownBy(() -> RelabelAction.parse("foo"))
        .hasMessage("unknown relabel action \"foo\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = RelabelAction.class,
      names = {"REPLACE", "LOWERCASE", "UPPERCASE", "KEEPEQUAL", "DROPEQUAL"})
  void targetIsRequired(RelabelAction action) {
    assertRefused(
        rule(action),
        "relabel configuration for " + action.text() + " action requires 'target_label' value");
  }

  @ParameterizedTest
  @EnumSource(
      value = RelabelAction.class,
      mode = Mode.EXCLUDE,
      names = {"REPLACE", "LOWERCASE", "UPPERCASE", "KEEPEQUAL", "DROPEQUAL", "HASHMOD"})
  void targetIsNotRequired(RelabelAction action) {
    assertThat(rule(action).build().targetLabel()).isEmpty();
  }

  @Test
  void hashmodNeedsModulusAndTarget() {
    assertRefused(
        rule(RelabelAction.HASHMOD).targetLabel("a"),
        "relabel configuration for hashmod requires non-zero modulus");
    assertRefused(
        rule(RelabelAction.HASHMOD).modulus(2),
        "relabel configuration for hashmod action requires 'target_label' value");
    assertRefused(
        rule(RelabelAction.HASHMOD).modulus(2).targetLabel("a-b").names(NameValidation.LEGACY),
        "\"a-b\" is invalid 'target_label' for hashmod action");
  }

  @Test
  void comparisonsTakeNoOtherFields() {
    String message =
        "keepequal action requires only 'source_labels' and `target_label`, and no other fields";
    RelabelRule.Builder rule = rule(RelabelAction.KEEPEQUAL).targetLabel("a");
    assertRefused(rule.regex("foo"), message);
    assertRefused(rule.regex("(.*)").separator(","), message);
    assertRefused(rule.separator(";").modulus(1), message);
    assertRefused(
        rule.modulus(0).replacement("x"), "'replacement' can not be set for keepequal action");
  }

  @Test
  void labelActionsTakeOnlyTheRegex() {
    String message = "labeldrop action requires only 'regex', and no other fields";
    assertRefused(rule(RelabelAction.LABELDROP).sourceLabels("a"), message);
    assertRefused(rule(RelabelAction.LABELDROP).targetLabel("a"), message);
    assertRefused(rule(RelabelAction.LABELDROP).replacement("a"), message);
    assertRefused(rule(RelabelAction.LABELDROP).separator("a"), message);
    assertRefused(rule(RelabelAction.LABELDROP).modulus(1), message);
  }

  @Test
  void labelmapNeedsAName() {
    assertRefused(
        rule(RelabelAction.LABELMAP).replacement("a-$1").names(NameValidation.LEGACY),
        "\"a-$1\" is invalid 'replacement' for labelmap action");
    assertRefused(
        rule(RelabelAction.LABELMAP).replacement(""),
        "\"\" is invalid 'replacement' for labelmap action");
  }

  @ParameterizedTest
  @CsvSource({
    "-label, false",
    "label, true",
    "label${1}, true",
    "${1}label, true",
    "${1}, true",
    "${, false",
    "$, false",
    "${}, false",
    "foo${, false",
    "$1, true",
    "asd$2asd, true",
    "-foo${1}bar-, false",
    "bar.foo${1}bar, false",
    "_${1}_, true",
    "foo${bar}foo, true",
  })
  void legacyTargetsAreTemplates(String target, boolean valid) {
    RelabelRule.Builder rule =
        RelabelRule.builder().targetLabel(target).names(NameValidation.LEGACY);
    if (valid) {
      assertThatCode(rule::build).doesNotThrowAnyException();
    } else {
      assertRefused(rule, "\"" + target + "\" is invalid 'target_label' for replace action");
    }
    assertThatCode(rule.names(NameValidation.UTF8)::build).doesNotThrowAnyException();
  }

  @Test
  void templatesAreForReplaceOnly() {
    RelabelRule.Builder rule = rule(RelabelAction.LOWERCASE).targetLabel("${3}");
    assertThatCode(rule::build).doesNotThrowAnyException();
    assertRefused(
        rule.names(NameValidation.LEGACY),
        "\"${3}\" is invalid 'target_label' for lowercase action");
  }

  @Test
  void badRegexIsRefused() {
    assertThatThrownBy(() -> RelabelRule.builder().regex("foo("))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining("missing closing )");
  }

  @Test
  void unpairedSurrogatesAreNoName() {
    assertThat(NameValidation.UTF8.isValidLabelName("a\ud800")).isFalse();
    assertThat(NameValidation.UTF8.isValidLabelName("a\ud83d\ude00")).isTrue();
    assertThat(NameValidation.UTF8.isValidMetricName("")).isFalse();
  }
}
