package dev.deucalion.http.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import dev.deucalion.model.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {
  private final Collected sink = new Collected();
  private final JsonWriter json = new JsonWriter(sink);

  @Test
  void nestsAndSeparates() throws IOException {
    json.beginObject();
    json.name("a");
    json.beginArray();
    json.number(1L);
    json.number(Long.MIN_VALUE);
    json.number(-20L);
    json.bool(true);
    json.nullValue();
    json.beginObject();
    json.endObject();
    json.strings(List.of());
    json.strings(List.of("x", "y"));
    json.endArray();
    json.key("<b>");
    json.number(1.5);
    json.name("t");
    json.time(Instant.ofEpochSecond(1_795_212_590L, 29_073_300));
    json.name("n");
    json.time(null);
    json.endObject();
    assertThat(sink.text())
        .isEqualTo(
            "{\"a\":[1,-9223372036854775808,-20,true,null,{},[],[\"x\",\"y\"]],"
                + "\"\\u003cb\\u003e\":1.5,\"t\":\"2026-11-20T22:09:50.0290733Z\","
                + "\"n\":\"0001-01-01T00:00:00Z\"}");
  }

  @Test
  void timesOfSamples() throws IOException {
    json.beginArray();
    json.sample(0, 1);
    json.sample(1_500, 1);
    json.sample(1_001, 1);
    json.sample(1_020, 1);
    json.sample(-1, 1);
    json.sample(-61_000, 1);
    json.endArray();
    assertThat(sink.text())
        .isEqualTo(
            "[[0,\"1\"],[1.500,\"1\"],[1.001,\"1\"],[1.020,\"1\"],[-0.001,\"1\"],[-61,\"1\"]]");
  }

  @Test
  void malformedTextBecomesReplacementCharacters() throws IOException {
    json.string("a\ud800b\udcffc\ufffd");
    assertThat(sink.text()).isEqualTo("\"a\\ufffdb\\ufffdc\ufffd\"");
  }

  @Test
  void labelsKeepBytesThatAreNotUtf8() throws IOException {
    json.labels(Labels.of("l", "a\udcffb\udc00"));
    byte[] written = sink.bytes();
    assertThat(written).hasSize("{'l':'a?b???'}".length()).contains((byte) 0xff, atIndex(7));
    assertThat(new String(written, StandardCharsets.UTF_8)).endsWith("b\ufffd\"}");
  }

  @Test
  void longTextsOfAnyKindSurvivePages() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      int codePoint = random.nextInt(3) == 0 ? random.nextInt(0x10_000) : random.nextInt(0x80);
      boolean surrogate = Character.isSurrogate((char) codePoint);
      text.appendCodePoint(surrogate ? 0x1f600 + (codePoint & 15) : codePoint);
    }
    json.labels(Labels.of("l", text.toString()));
    String written = sink.text();
    String value = written.substring("{\"l\":".length(), written.length() - 1);
    assertThat(unescape(value)).as("seed %d", seed).isEqualTo(text.toString());
  }

  @Test
  void samplesSurvivePages() throws IOException {
    StringBuilder expected = new StringBuilder("[");
    json.beginArray();
    for (int i = 0; i < 3_000; i++) {
      json.sample(i * 1_000L, i + 0.5);
      expected.append(i > 0 ? "," : "").append("[" + i + ",\"" + i + ".5\"]");
    }
    json.endArray();
    assertThat(sink.text()).isEqualTo(expected.append(']').toString());
  }

  @Test
  void textsThatComeAgainAreTheSame() throws IOException {
    long seed = 20_261_121;
    Random random = new Random(seed);
    String[] texts = {"a", "b\"", "\u20ac", "x".repeat(40), "y".repeat(90)};
    double[] values = {0, -0.0, 1, 0.1, Double.NaN, 1e300, -123456.789, 1e21};
    StringBuilder expected = new StringBuilder("[");
    json.beginArray();
    for (int i = 0; i < 5_000; i++) {
      Labels labels =
          Labels.of("l", texts[random.nextInt(5)], "m" + random.nextInt(2), texts[i / 7 % 5]);
      double value = values[i / 3 % values.length];
      json.labels(labels);
      json.sample(i % 5, i / 2 * 1_500L, value);
      Collected once = new Collected();
      JsonWriter fresh = new JsonWriter(once);
      fresh.labels(labels);
      fresh.sample(0, i / 2 * 1_500L, value);
      expected.append(i > 0 ? "," : "").append(once.text());
    }
    json.endArray();
    assertThat(sink.text()).as("seed %d", seed).isEqualTo(expected.append(']').toString());
  }

  /** Reads the few escapes that the writer makes. */
  private static String unescape(String quoted) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = quoted.charAt(++i);
      switch (kind) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append((char) Integer.parseInt(quoted, i + 1, i + 5, 16));
          i += 4;
        }
        default -> out.append(kind);
      }
    }
    return out.toString();
  }

  /** Keeps all pages; they are as small as pages may be. */
  private static final class Collected extends PageSink {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    Collected() {
      super(new byte[MAX_RESERVE]);
    }

    @Override
    protected byte[] nextPage(byte[] full, int size) {
      all.write(full, 0, size);
      return full;
    }

    byte[] bytes() {
      all.write(page(), 0, size());
      return all.toByteArray();
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }
}
