package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every sample of whole bodies is what a naive parser reads. */
class WholeBodiesTest {
  @ParameterizedTest
  @EnumSource(
      value = ExpositionFormat.class,
      names = {"TEXT", "OPEN_METRICS"})
  void conformanceFiles(ExpositionFormat format) throws IOException, ExpositionException {
    for (Path file : Bodies.conformanceFiles(format)) {
      byte[] body = Files.readAllBytes(file);
      int samples =
          compare(format, body, NaiveExposition.samples(Files.readString(file)).iterator());
      assertThat(samples).as(file.toString()).isPositive();
      assertThat(ParsedEntry.parseByTokens(format, body))
          .isEqualTo(ParsedEntry.parse(format, body));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ExpositionFormat.class,
      names = {"TEXT", "OPEN_METRICS"})
  void bodiesWithEverything(ExpositionFormat format) throws ExpositionException {
    byte[] body = Bodies.all(format);
    String naive = new String(body, StandardCharsets.UTF_8).replaceAll(" {2,}", " ");
    assertThat(compare(format, body, NaiveExposition.samples(naive).iterator())).isGreaterThan(5);
    assertThat(ParsedEntry.parseByTokens(format, body)).isEqualTo(ParsedEntry.parse(format, body));
  }

  private static int compare(
      ExpositionFormat format, byte[] body, Iterator<NaiveExposition.Sample> samples)
      throws ExpositionException {
    ExpositionParser parser = format.newParser();
    parser.reset(body, body.length);
    int count = 0;
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind != EntryKind.SERIES) {
        continue;
      }
      NaiveExposition.Sample expected = samples.next();
      Map<String, String> labels = new TreeMap<>();
      parser.labels().forEach(labels::put);
      assertThat(labels.keySet()).isEqualTo(expected.labels().keySet());
      labels.forEach(
          (name, value) -> assertSame(name, value, expected.labels().getOrDefault(name, "")));
      assertThat(parser.value()).usingComparator(Double::compare).isEqualTo(expected.value());
      assertThat(parser.hasTimestamp()).isEqualTo(!expected.timestamp().isEmpty());
      if (parser.hasTimestamp()) {
        double scale = format == ExpositionFormat.TEXT ? 1 : 1000;
        assertThat(parser.timestampMs())
            .isEqualTo((long) (Double.parseDouble(expected.timestamp()) * scale));
      }
      boolean hasExemplar = parser.nextExemplar();
      assertThat(hasExemplar).isEqualTo(!expected.exemplar().isEmpty());
      if (hasExemplar) {
        assertThat(expected.exemplar()).contains("} ");
        String rest = expected.exemplar().substring(expected.exemplar().indexOf("} ") + 2);
        assertThat(parser.exemplarValue())
            .isEqualTo(Double.parseDouble(rest.replaceFirst(" .*", "")));
        assertThat(parser.hasExemplarTimestamp()).isEqualTo(rest.contains(" "));
      }
      count++;
    }
    assertThat(samples.hasNext()).isFalse();
    return count;
  }

  private static void assertSame(String name, String value, String expected) {
    if (name.equals("le") || name.equals("quantile")) {
      assertThat(NaiveExposition.number(value)).isEqualTo(NaiveExposition.number(expected));
      assertThat(value).containsAnyOf(".", "e", "Inf");
    } else {
      assertThat(value).isEqualTo(expected);
    }
  }
}
