package dev.deucalion.promql.complete;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.complete.CompletionPoint.QuotedName;
import dev.deucalion.promql.complete.CompletionPoint.QuotedName.Names;
import dev.deucalion.promql.complete.CompletionPoint.Span;
import dev.deucalion.promql.parser.ParserOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor is where the bar is. */
class CompletionFinderTest {
  private static final CompletionFinder FINDER = new CompletionFinder(ParserOptions.DEFAULTS);

  private static CompletionPoint at(String marked) {
    int cursor = marked.indexOf('|');
    return FINDER.at(marked.substring(0, cursor) + marked.substring(cursor + 1), cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "up|",
        "rate(|",
        "sum by (job) (ra|",
        "a + |",
        "a > bo|",
        "topk(5, |",
        "(|)",
        "-|",
        "sum(rate(x[5m])) / on (job) group_left cou|",
        "rate(|[5m])",
        "a\n# note\n+ b|"
      })
  void anExpressionFits(String query) {
    assertThat(at(query)).isInstanceOf(CompletionPoint.Expression.class);
  }

  @Test
  void theWordAroundTheCursorIsReplaced() {
    assertThat(at("sum(no|de_cpu) + 1").span()).isEqualTo(new Span(4, 12, "no"));
  }

  @Test
  void modifiersFitBehindAnOperatorBesideExpressions() {
    assertThat(((CompletionPoint.Expression) at("a > |")).words())
        .contains("bool", "on", "ignoring")
        .doesNotContain("by", "group_left", "offset", "and", "fill");
    assertThat(((CompletionPoint.Expression) at("a * on (b) |")).words())
        .contains("group_left", "group_right")
        .doesNotContain("bool", "on");
    assertThat(((CompletionPoint.Expression) at("|")).words()).isEmpty();
  }

  @Test
  void fillsFitWhereTheyAreSwitchedOn() {
    CompletionPoint point = new CompletionFinder(ParserOptions.EXPERIMENTAL).at("a + ", 4);
    assertThat(((CompletionPoint.Expression) point).words()).contains("fill", "fill_left");
  }

  @Test
  void operatorsFitBehindAnOperand() {
    assertThat(((CompletionPoint.Words) at("up |")).words())
        .contains("offset", "and", "or", "unless", "+", "==", "@")
        .doesNotContain("by", "bool", "on");
    assertThat(((CompletionPoint.Words) at("sum(up) |")).words()).contains("by", "without", "/");
    assertThat(((CompletionPoint.Words) at("sum |")).words()).contains("by", "without");
    assertThat(((CompletionPoint.Words) at("up @ |")).words())
        .containsExactly("start()", "end()", "+", "-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up[|", "up[5|", "up[5m:|", "up offset |", "up offset 1|"})
  void aDurationFits(String query) {
    assertThat(at(query)).isInstanceOf(CompletionPoint.Duration.class);
  }

  @Test
  void labelNamesFitWithinBraces() {
    assertThat(at("up{|")).isEqualTo(label(new Span(3, 3, ""), "up"));
    assertThat(at("up{jo|}")).isEqualTo(label(new Span(3, 5, "jo"), "up"));
    assertThat(at("{|}")).isEqualTo(label(new Span(1, 1, "")));
    assertThat(at("up{job=\"a\",|, mode!='b'}"))
        .isEqualTo(label(new Span(11, 11, ""), "up{job=\"a\",mode!='b'}"));
    assertThat(at("up{in|stance=\"x\", mode!='b'}"))
        .isEqualTo(label(new Span(3, 11, "in"), "up{mode!='b'}"));
    assertThat(at("up{\"a.b\"=\"c\", |"))
        .isEqualTo(label(new Span(14, 14, ""), "up{\"a.b\"=\"c\"}"));
    assertThat(at("{\"a.b\", |}")).isEqualTo(label(new Span(8, 8, ""), "{\"a.b\"}"));
  }

  private static CompletionPoint label(Span span, String... selectors) {
    return new CompletionPoint.LabelName(span, List.of(selectors), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (|) (rate(a{b=\"c\"}[5m]) / up)",
        "sum(rate(a{b=\"c\"}[5m]) / up) without (x, |",
        "rate(a{b=\"c\"}[5m]) / on (|) up",
        "rate(a{b=\"c\"}[5m]) * on (x) group_left(|) up"
      })
  void labelsOfTheQuerysSeriesFitInLists(String query) {
    CompletionPoint.LabelName point = (CompletionPoint.LabelName) at(query);
    assertThat(point.isMatcher()).isFalse();
    assertThat(point.selectors()).startsWith("a{b=\"c\"}");
  }

  @Test
  void valuesFitInTheStringOfAMatcher() {
    assertThat(at("up{job=\"a|\"}"))
        .isEqualTo(new CompletionPoint.LabelValue(new Span(8, 9, "a"), "job", "up", '"', true));
    assertThat(at("up{job=~'|"))
        .isEqualTo(new CompletionPoint.LabelValue(new Span(9, 9, ""), "job", "up", '\'', false));
    assertThat(at("up{job=\"a|, mode=\"idle\"}"))
        .isEqualTo(
            new CompletionPoint.LabelValue(
                new Span(8, 9, "a"), "job", "up{mode=\"idle\"}", '"', false));
    assertThat(at("up{mode=\"idle\", job=\"a b|c\"}"))
        .isEqualTo(
            new CompletionPoint.LabelValue(
                new Span(21, 25, "a b"), "job", "up{mode=\"idle\"}", '"', true));
  }

  @Test
  void namesFitInTheQuotesOfASelector() {
    assertThat(at("{\"my.do|\"}"))
        .isEqualTo(quoted(new Span(2, 7, "my.do"), Names.LABELS_AND_METRICS, '"'));
    assertThat(at("sum({`|")).isEqualTo(quoted(new Span(6, 6, ""), Names.LABELS_AND_METRICS, '`'));
    assertThat(at("{job=\"a\", '9|'}"))
        .isEqualTo(quoted(new Span(11, 12, "9"), Names.LABELS_AND_METRICS, '\'', "{job=\"a\"}"));
    assertThat(at("up{\"re|gion.name\"=\"x\", job='b'}"))
        .isEqualTo(quoted(new Span(4, 15, "re"), Names.LABELS, '"', "up{job='b'}"));
    assertThat(at("{\"my.dotted\", \"re|"))
        .isEqualTo(quoted(new Span(15, 17, "re"), Names.LABELS, '"', "{\"my.dotted\"}"));
    assertThat(at("{\"region.name\"=\"|\"}"))
        .isEqualTo(
            new CompletionPoint.LabelValue(new Span(16, 16, ""), "region.name", "", '"', true));
  }

  @Test
  void namesFitInTheQuotesOfAList() {
    assertThat(at("sum by (job, \"re|\") (up)"))
        .isEqualTo(quoted(new Span(14, 16, "re"), Names.LABELS, '"', "up"));
  }

  private static CompletionPoint quoted(Span span, Names names, char quote, String... selectors) {
    return new QuotedName(span, List.of(selectors), names, quote);
  }

  @Test
  void dotsArePartOfNamesThatNeedQuotes() {
    assertThat(at("sum(my.dot|ted.name)"))
        .isEqualTo(new CompletionPoint.Expression(new Span(4, 18, "my.dot"), List.of()));
    assertThat(at("sum by (region.|)"))
        .isEqualTo(new CompletionPoint.LabelName(new Span(8, 15, "region."), List.of(), false));
    assertThat(at("up + 1.5|").span()).isEqualTo(new Span(7, 8, "5"));
  }

  @Test
  void operatorsOfMatchingFitBehindALabel() {
    assertThat(((CompletionPoint.Words) at("up{job |")).words())
        .containsExactly("!=", "=", "=~", "!~");
    assertThat(((CompletionPoint.Words) at("up |")).words())
        .contains("</", ">/")
        .doesNotContain("=", "=~", "!~");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"# com|", "label_replace(up, \"a|", "up{job|=\"a\"} }", "5|", "foo bar b|"})
  void nothingBreaks(String query) {
    assertThat(at(query)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"# com|", "up # and |", "label_replace(up, \"a|", "12|", "a b c|"})
  void nothingFits(String query) {
    assertThat(at(query)).isInstanceOf(CompletionPoint.Nothing.class);
  }

  @Test
  void aHashInAStringIsNoComment() {
    assertThat(at("up{job=\"#\"} + |")).isInstanceOf(CompletionPoint.Expression.class);
  }

  @Test
  void charactersOutsideAsciiCountAsTheEditorCountsThem() {
    assertThat(at("up{job=\"\uD83D\uDE00\", in|").span()).isEqualTo(new Span(13, 15, "in"));
  }
}
