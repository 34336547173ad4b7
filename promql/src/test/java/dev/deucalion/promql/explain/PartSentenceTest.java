package dev.deucalion.promql.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartSentenceTest {
  private static String sentence(String query) {
    return new PartSentence(300_000).of(PromqlParser.parse(query, ParserOptions.EXPERIMENTAL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "up | Series of the metric up: the latest sample of each, at most 5m old.",
        "up{job=\"api\"} | Series of the metric up where job is \"api\": the latest sample of each,"
            + " at most 5m old.",
        "{__name__=\"a\",b=\"\",c!=\"\"} | Series of the metric a where b is missing and c is"
            + " there: the latest sample of each, at most 5m old.",
        "{__name__=~\"a.+\",b!~\"x.*\",c!=\"d\"} offset 1h | All series where the metric's name"
            + " matches \"a.+\", b does not match \"x.*\" and c is not \"d\": the latest sample of"
            + " each, at most 5m old, as of 1h earlier.",
        "up @ 0 | Series of the metric up: the latest sample of each, at most 5m old, as of"
            + " 1970-01-01T00:00:00Z.",
        "up[5m] | Series of the metric up: the samples of the last 5m.",
        "up[5m] anchored | Series of the metric up: the samples of the last 5m and the last one"
            + " before them.",
        "up[step()*2] smoothed @ end() offset -1m | Series of the metric up: the samples of the"
            + " last step() * 2 and values interpolated at both ends, as of 1m after the end of the"
            + " query.",
        "rate(up[5m])[1h:1m] @ start() offset 1d | The operand, evaluated every 1m of the last 1h,"
            + " as of 1d before the start of the query.",
        "rate(up[5m])[1h:] | The operand, evaluated at each evaluation interval of the last 1h."
      })
  void selectorsSayWhichSamplesTheyTake(String query, String sentence) {
    assertThat(sentence(query)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sum(up) | Sum over all series.",
        "sum by (job) (up) | Sum over all series, kept apart by job.",
        "avg by (a, b, c) (up) | Mean over all series, kept apart by a, b and c.",
        "max without (a, b) (up) | Greatest value of all series, kept apart by all labels but a"
            + " and b.",
        "min without () (up) | Least value of all series, kept apart by all labels.",
        "topk(5, up) | The 5 series with the greatest values at each time.",
        "bottomk(scalar(up), up) | The k series with the least values at each time.",
        "quantile(0.9, up) | The quantile 0.9 over all series.",
        "count_values(\"v\", up) | Number of series for each value, which becomes the label"
            + " \"v\".",
        "limit_ratio(-0.5, up) | About a share of -0.5 of the series, always the same ones."
      })
  void aggregationsSayWhatTheyKeepApart(String query, String sentence) {
    assertThat(sentence(query)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a + b | The left side plus the right side. Series match one-to-one when they agree in all"
            + " labels.",
        "a / on (i, j) b | The left side divided by the right side. Series match one-to-one when"
            + " they agree in i and j.",
        "a * on (i) group_left (zone) b | The left side times the right side. Series match"
            + " many-to-one when they agree in i; zone is copied from the right side.",
        "a - ignoring (c) group_right (d, e) b | The left side minus the right side. Series match"
            + " one-to-many when they agree in all labels but c; d and e are copied from the left"
            + " side.",
        "a + on () b | The left side plus the right side. Series match one-to-one whatever their"
            + " labels are.",
        "a + fill_left (0) b | The left side plus the right side. Series match one-to-one when"
            + " they agree in all labels; what the left side lacks counts as 0.",
        "a and on (i) b | Series of the left side that match one of the right side. Series match"
            + " when they agree in i.",
        "a unless b | Series of the left side that match none of the right side. Series match when"
            + " they agree in all labels.",
        "a > 0 | Samples of the left side that are greater than 0; others are left out.",
        "5 >= a | Samples of the right side that are at most 5; others are left out.",
        "a != bool b | 1 where the left side is other than the right side, 0 where not. Series"
            + " match one-to-one when they agree in all labels.",
        "1 < bool 2 | 1 where 1 is less than 2, 0 where not.",
        "2 * a | 2 times the right side.",
        "a </ 5 | Histograms of the left side without what lies above 5.",
        "-a | The operand with its sign turned."
      })
  void operatorsSayWhatTheyComputeAndWhatMatches(String query, String sentence) {
    assertThat(sentence(query)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rate(up[5m]) | Increase of a counter per second over the range, extrapolated to its ends.",
        "histogram_quantile(0.9, up) | Quantile, from 0 to 1, of native histograms or classic"
            + " buckets. Here quantile is 0.9.",
        "clamp(up, -1, (2)) | Limits values to between min and max. Here min is -1 and max is 2.",
        "label_join(up, \"t\", \",\", \"a\", \"b\") | Joins the values of labels into another"
            + " label. Here target is \"t\", separator is \",\", source is \"a\" and source is"
            + " \"b\".",
        "time() | The time of evaluation, in seconds since 1970."
      })
  void functionsSayWhatTheyDoAndWithWhat(String query, String sentence) {
    assertThat(sentence(query)).isEqualTo(sentence);
  }

  @Test
  void longOnesAreCut() {
    assertThat(sentence("up{job=\"" + "x".repeat(5_000) + "\"}")).hasSize(601).endsWith("…");
  }
}
