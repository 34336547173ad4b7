package dev.deucalion.model.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelabelingTest {
  private static final Labels ABC = Labels.of("a", "foo", "b", "bar", "c", "baz");

  private static @Nullable Labels apply(Labels labels, RelabelRule.Builder... rules) {
    return Relabeling.apply(
        List.of(rules).stream().map(RelabelRule.Builder::build).toList(), labels);
  }

  private static RelabelRule.Builder rule(RelabelAction action) {
    return RelabelRule.builder().action(action);
  }

  private static RelabelRule.Builder replace(String source, String regex, String to, String value) {
    return RelabelRule.builder()
        .sourceLabels(List.of(source.split(",")))
        .regex(regex)
        .targetLabel(to)
        .replacement(value);
  }

  private static Labels with(String name, String value) {
    return ABC.toBuilder().set(name, value).build();
  }

  @Test
  void withoutRulesNothingChanges() {
    assertThat(Relabeling.apply(List.of(), ABC)).isSameAs(ABC);
  }

  @Test
  void replaceExpandsGroups() {
    assertThat(apply(ABC, replace("a", "f(.*)", "d", "ch${1}-ch${1}")))
        .isEqualTo(with("d", "choo-choo"));
  }

  @Test
  void rulesSeeWhatEarlierOnesWrote() {
    assertThat(
            apply(
                ABC,
                replace("a,b", "f(.*);(.*)r", "a", "b${1}${2}m"),
                replace("c,a", "(b).*b(.*)ba(.*)", "d", "$1$2$2$3")))
        .isEqualTo(Labels.of("a", "boobam", "b", "bar", "c", "baz", "d", "boooom"));
  }

  @Test
  void theDefaultRuleCopiesTheSource() {
    assertThat(apply(ABC, RelabelRule.builder().sourceLabels("b", "x", "a").targetLabel("d")))
        .isEqualTo(with("d", "bar;;foo"));
    assertThat(
            apply(ABC, RelabelRule.builder().sourceLabels("b", "a").separator("").targetLabel("d")))
        .isEqualTo(with("d", "barfoo"));
  }

  @Test
  void withoutSourceTheReplacementIsSet() {
    assertThat(apply(ABC, RelabelRule.builder().targetLabel("a").replacement("static")))
        .isEqualTo(with("a", "static"));
  }

  @Test
  void noMatchNoReplacement() {
    assertThat(apply(ABC, replace("a", "f", "b", "x"))).isEqualTo(ABC);
  }

  @Test
  void anEmptyReplacementRemovesTheLabel() {
    assertThat(apply(ABC, replace("a", "(f).*", "b", "$2"))).isEqualTo(with("b", ""));
    assertThat(apply(Labels.of("a", "foo", "f", "baz"), replace("a", "(f).*", "$1", "$2")))
        .isEqualTo(Labels.of("a", "foo"));
  }

  @Test
  void theTargetMayComeFromTheMatch() {
    Labels labels = Labels.of("a", "some-name-value");
    assertThat(apply(labels, replace("a", "some-([^-]+)-([^,]+)", "${1}", "${2}")))
        .isEqualTo(Labels.of("a", "some-name-value", "name", "value"));
  }

  @Test
  void anInvalidTargetIsSkipped() {
    Labels labels = Labels.of("a", "some-name-0");
    assertThat(apply(labels, replace("a", "some-([^-]+)-([^,]+)", "${3}", "${1}")))
        .isEqualTo(labels);
    assertThat(
            apply(
                labels,
                replace("a", "some-([^-]+)-([^,]+)", "${2}", "${1}").names(NameValidation.LEGACY)))
        .isEqualTo(labels);
    assertThat(apply(labels, replace("a", "some-([^-]+)-([^,]+)", "${2}", "${1}")))
        .isEqualTo(Labels.of("a", "some-name-0", "0", "name"));
  }

  @Test
  void namedGroupsInBothSpellings() {
    Labels labels = Labels.of("a", "line1\nline2");
    for (String regex : List.of("(line1).*(?P<second>line2)", "(line1).*(?<second>line2)")) {
      assertThat(apply(labels, replace("a", regex, "utf-8.${1}", "val_$second")))
          .isEqualTo(Labels.of("a", "line1\nline2", "utf-8.line1", "val_line2"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "keep, f.*, true",
    "keep, f, false",
    "keep, oo, false",
    "keep, no-match, false",
    "keep, foo, true",
    "keep, bar|foo, true",
    "keep, bar|fo, false",
    "keep, .+, true",
    "keep, (.*), true",
    "drop, .*o.*, false",
    "drop, f|o, true",
    "drop, foo|x, false",
    "drop, '', true",
    "drop, ^foo$, false",
  })
  void keepAndDropMatchTheWholeValue(String action, String regex, boolean kept) {
    Labels result = apply(ABC, rule(RelabelAction.parse(action)).sourceLabels("a").regex(regex));
    assertThat(result).isEqualTo(kept ? ABC : null);
  }

  @Test
  void anAbsentLabelIsEmpty() {
    assertThat(apply(ABC, rule(RelabelAction.DROP).sourceLabels("x").regex(""))).isNull();
    assertThat(apply(ABC, rule(RelabelAction.KEEP).sourceLabels("x").regex("(.+)"))).isNull();
  }

  @Test
  void theDotMatchesLineFeeds() {
    Labels labels = Labels.of("a", "line1\nline2");
    assertThat(apply(labels, replace("a", "line1.*line2", "d", "match${1}")))
        .isEqualTo(Labels.of("a", "line1\nline2", "d", "match"));
  }

  @ParameterizedTest
  @CsvSource({"keepequal, 1234, true", "keepequal, 5, false", "dropequal, 1234, false"})
  void comparesWithTheTarget(String action, String port, boolean kept) {
    Labels labels = Labels.of("__tmp_port", "1234", "port", port);
    @Nullable Labels result =
        apply(
            labels,
            rule(RelabelAction.parse(action)).sourceLabels("__tmp_port").targetLabel("port"));
    assertThat(result).isEqualTo(kept ? labels : null);
  }

  @Test
  void hashmodIsPrometheusHash() {
    assertThat(
            apply(
                ABC, rule(RelabelAction.HASHMOD).sourceLabels("c").targetLabel("d").modulus(1000)))
        .isEqualTo(with("d", "976"));
    Labels lines = Labels.of("a", "foo\nbar");
    assertThat(
            apply(
                lines,
                rule(RelabelAction.HASHMOD).sourceLabels("a").targetLabel("b").modulus(1000)))
        .isEqualTo(Labels.of("a", "foo\nbar", "b", "734"));
  }

  @Test
  void theModulusIsUnsigned() {
    @Nullable Labels result =
        apply(ABC, rule(RelabelAction.HASHMOD).sourceLabels("c").targetLabel("d").modulus(-1));
    assertThat(Objects.requireNonNull(result).get("d")).matches("[0-9]+");
  }

  @Test
  void labelmapCopies() {
    assertThat(
            apply(
                Labels.of("a", "foo", "b1", "bar", "b2", "baz"),
                rule(RelabelAction.LABELMAP).regex("(b.*)").replacement("bar_${1}")))
        .isEqualTo(
            Labels.of("a", "foo", "b1", "bar", "b2", "baz", "bar_b1", "bar", "bar_b2", "baz"));
    assertThat(
            apply(
                Labels.of("__meta_my_bar", "aaa", "__meta_other", "ccc"),
                rule(RelabelAction.LABELMAP).regex("__meta_(my.*)")))
        .isEqualTo(Labels.of("__meta_my_bar", "aaa", "__meta_other", "ccc", "my_bar", "aaa"));
  }

  @Test
  void labelmapReadsTheValuesFromBefore() {
    assertThat(
            apply(
                Labels.of("a", "1", "xa", "2"),
                rule(RelabelAction.LABELMAP).regex("(x?)(.*)").replacement("x$2")))
        .isEqualTo(Labels.of("a", "1", "xa", "2"));
  }

  @Test
  void labeldropAndLabelkeep() {
    Labels labels = Labels.of("a", "foo", "b1", "bar", "b2", "baz");
    assertThat(apply(labels, rule(RelabelAction.LABELKEEP).regex("(b.*)")))
        .isEqualTo(Labels.of("b1", "bar", "b2", "baz"));
    assertThat(apply(labels, rule(RelabelAction.LABELDROP).regex("(b.*)")))
        .isEqualTo(Labels.of("a", "foo"));
    assertThat(apply(labels, rule(RelabelAction.LABELDROP).regex("b"))).isEqualTo(labels);
  }

  @Test
  void changesCaseCharByChar() {
    Labels labels = Labels.of("foo", "bAr123ß\u03a3");
    assertThat(
            apply(
                labels,
                rule(RelabelAction.UPPERCASE).sourceLabels("foo").targetLabel("up"),
                rule(RelabelAction.LOWERCASE).sourceLabels("foo").targetLabel("low")))
        .isEqualTo(
            Labels.of("foo", "bAr123ß\u03a3", "up", "BAR123ß\u03a3", "low", "bar123ß\u03c3"));
  }
}
