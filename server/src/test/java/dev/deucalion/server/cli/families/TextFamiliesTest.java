package dev.deucalion.server.cli.families;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFamiliesTest {
  private static final String PREFIX = "text format parsing error in ";

  /** What becomes of a body: a family a line with its metrics, or the error. */
  private static String read(byte[] body) {
    StringBuilder out = new StringBuilder();
    try {
      for (TextFamily family : TextFamilies.read(body)) {
        out.append(family.type()).append(' ').append(family.name());
        family.metrics().forEach(metric -> out.append(' ').append(shown(family, metric)));
        out.append('\n');
      }
      return out.toString();
    } catch (TextFormatException e) {
      String message = Objects.requireNonNull(e.getMessage());
      assertThat(message).startsWith(PREFIX);
      return message.substring(PREFIX.length());
    }
  }

  private static String read(String body) {
    return read(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String shown(TextFamily family, TextMetric metric) {
    List<String> labels =
        metric.labels().stream().map(label -> label.name() + "=" + label.value()).toList();
    String values =
        family.type().isComposite()
            ? metric.parts().stream().map(part -> part.bound() + ":" + part.value()).toList()
                + " "
                + metric.sum()
                + "/"
                + metric.count()
            : String.valueOf(metric.value());
    return labels + " " + values + (metric.timeMs() == 0 ? "" : "@" + metric.timeMs());
  }

  @Test
  void samplesOfOneMetricBelongTogether() {
    assertThat(
            read(
                """
                # TYPE h histogram
                h_bucket{a="x",le="1"} 1
                h_bucket{le="+Inf",a="x"} 2.5
                h_sum{a="x"} 3
                h_count{a="x"} 2 -7
                h_count 4
                # TYPE s Summary
                s{quantile="0.50"} 1e0
                s_sum 5
                s_bucket 1
                # HELP nothing Not there.
                # TYPE c COUNTER
                c NaN
                """))
        .isEqualTo(
            """
            HISTOGRAM h [a=x] [1.0:1.0, Infinity:2.5] 3.0/2.0@-7 [] [] 0.0/4.0
            SUMMARY s [] [0.5:1.0] 5.0/0.0
            UNTYPED s_bucket [] 1.0
            COUNTER c [] NaN
            """);
  }

  @Test
  void namesMayStandInBraces() {
    assertThat(read("{\"my name\",\"a b\"=\"c\\n\\\"\\\\\"} 1\n{b=\"1\",n} 2\n"))
        .isEqualTo("UNTYPED my name [a b=c\n\"\\] 1.0\nUNTYPED n [b=1] 2.0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          a 1                              ~ line 1: unexpected end of input stream
          #                                ~ line 1: unexpected end of input stream
          a;                               ~ line 1: expected float as value, got ""
          a x;                             ~ line 1: expected float as value, got "x"
          a 0x1p3;                         ~ line 1: expected float as value, got "0x1p3"
          a 1_0;                           ~ line 1: expected float as value, got "1_0"
          a 1e999;                         ~ line 1: expected float as value, got "1e999"
          ^a 1 ;^                          ~ line 1: expected integer as timestamp, got ""
          a 1 1.5;                         ~ line 1: expected integer as timestamp, got "1.5"
          ^a 1 1 ;^                        ~ line 1: spurious string after timestamp: " "
          a 1;;1 2;                        ~ line 3: invalid metric name
          # HELP a x;# HELP a x;           ~ line 2: second HELP line for metric name "a"
          # TYPE a gauge;# TYPE a gauge;   ~ line 2: second TYPE line for metric name "a", or TYPE reported after samples
          a 1;# TYPE a gauge;              ~ line 2: second TYPE line for metric name "a", or TYPE reported after samples
          # TYPE a info;                   ~ line 1: unknown metric type "info"
          ^# TYPE a gauge ;^               ~ line 1: unknown metric type "gauge "
          # TYPE a-b gauge;                ~ line 1: invalid metric name in comment
          # HELP a \\x;                    ~ line 1: invalid escape sequence '\\x'
          # TYPE h histogram;h_bucket{le="x"} 1; ~ line 2: expected float as value for 'le' label, got "x"
          # TYPE s summary;s{quantile=""} 1; ~ line 2: expected float as value for 'quantile' label, got ""
          # TYPE h histogram;h_bucket{le="1"} -1; ~ line 2: negative bucket population for histogram "h"
          # TYPE h histogram;h_count -1;   ~ line 2: negative count for histogram "h"
          a{                               ~ line 1: unexpected end of input stream
          a{1="x"} 1;                      ~ line 1: invalid label name for metric "a"
          a{b "x"} 1;                      ~ line 1: expected '=' after label name, found '"'
          a{b=x} 1;                        ~ line 1: expected '"' at start of label value, found 'x'
          a{b="x" c="y"} 1;                ~ line 1: unexpected end of label value "x"
          a{b="x",b="y"} 1;                ~ line 1: duplicate label names for metric "a"
          a{__name__="x"} 1;               ~ line 1: label name "__name__" is reserved
          a{b="x;                          ~ line 1: label value "x" contains unescaped new-line
          a{b="\\x"} 1;                    ~ line 1: invalid escape sequence '\\x'
          a{b="\u00ff"} 1;                 ~ ^line 1: invalid label value "\ufffd"^
          {} 1;                            ~ line 1: invalid metric name
          {a,b} 1;                         ~ line 1: multiple metric names for metric "a"
          {a;                              ~ line 1: unexpected end of metric name '\\n'
          """)
  void whatIsNoBodyIsRefused(String body, String expected) {
    assertThat(read(body.replace(';', '\n'))).isEqualTo(expected);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    long seed = 4711;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good =
        "# HELP h a\\n\n# TYPE h histogram\nh_bucket{le=\"1\",a=\"x\"} 1 2\n{\"h\",c=\"d\"} 3\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] alphabet = "{}\"\\=,#\n \t+-.0e_:hHTa\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = good.clone();
      for (int change = random.nextInt(1, 5); change > 0; change--) {
        body[random.nextInt(body.length)] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(read(body)).as("seed %d, body %d", seed, i).isNotNull();
    }
  }
}
