package dev.deucalion.http.encode;

import dev.deucalion.model.labels.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON into a sink at once, in the bytes that Prometheus would write. Commas are put by the
 * writer; the caller keeps to the order of calls that JSON asks for.
 */
public final class JsonWriter {
  /** Sign, 17 digits, point and three places. */
  private static final int MAX_TIME_LENGTH = 22;

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private final PageSink out;
  private final JsonStrings strings;
  private final GoFloat floats = new GoFloat();
  private final SampleTimes times = new SampleTimes();
  private final LabelTexts labelTexts;
  private boolean comma;

  /** Bits of the last value of a sample, and where its text is, as long as the page is the same. */
  private long lastBits;

  private long lastPage = -1;
  private int lastAt;
  private int lastLength;

  public JsonWriter(PageSink out) {
    this.out = out;
    this.strings = new JsonStrings(out);
    this.labelTexts = new LabelTexts(out, strings);
  }

  public void beginObject() throws IOException {
    begin('{');
  }

  public void endObject() throws IOException {
    end('}');
  }

  public void beginArray() throws IOException {
    begin('[');
  }

  public void endArray() throws IOException {
    end(']');
  }

  /** Name of the next value; plain ASCII that needs no escape. */
  public void name(String name) throws IOException {
    separate();
    strings.plain(name);
    out.write(':');
    comma = false;
  }

  /** A member of an object: a name as {@link #name} takes it, and a text. */
  public void field(String name, String value) throws IOException {
    name(name);
    string(value);
  }

  /** A member of an object: a name as {@link #name} takes it, and a number. */
  public void field(String name, long value) throws IOException {
    name(name);
    number(value);
  }

  /** Name of the next value, any text. */
  public void key(String name) throws IOException {
    separate();
    strings.escapedForHtml(name);
    out.write(':');
    comma = false;
  }

  public void string(String value) throws IOException {
    separate();
    strings.escapedForHtml(value);
  }

  /** As {@link #string}, but with the short escapes that Go's own encoder has. */
  public void goString(String value) throws IOException {
    separate();
    strings.escapedAsGo(value);
  }

  public void strings(List<String> values) throws IOException {
    beginArray();
    for (String value : values) {
      string(value);
    }
    endArray();
  }

  public void number(long value) throws IOException {
    separate();
    writeLong(value);
  }

  /**
   * @param value finite
   */
  public void number(double value) throws IOException {
    separate();
    int at = out.reserve(GoFloat.MAX_LENGTH);
    out.advanceTo(floats.json(value, out.buffer(), at));
  }

  public void bool(boolean value) throws IOException {
    separate();
    out.write(value ? TRUE : FALSE);
  }

  public void nullValue() throws IOException {
    separate();
    out.write(NULL);
  }

  /** A time, see {@link GoTime}; null stands for "never". */
  public void time(@Nullable Instant value) throws IOException {
    string(GoTime.format(value));
  }

  /** A label set, an object; its texts are escaped no more than JSON demands. */
  public void labels(Labels labels) throws IOException {
    separate();
    out.write('{');
    for (int i = 0; i < labels.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      labelTexts.write(labels, i);
    }
    out.write('}');
  }

  /** {@code [seconds,"value"]} of a sample. */
  public void sample(long timeMs, double value) throws IOException {
    sample(0, timeMs, value);
  }

  /**
   * {@code [seconds,"value"]} of a sample in a series.
   *
   * @param place of the sample in its series, from 0; samples of other series at the same place
   *     have mostly the same time
   */
  public void sample(int place, long timeMs, double value) throws IOException {
    separate();
    int at = out.reserve(GoFloat.MAX_LENGTH + SampleTimes.MAX_LENGTH + 2);
    byte[] page = out.buffer();
    at = times.write(place, timeMs, page, at);
    long bits = Double.doubleToRawLongBits(value);
    boolean known = bits == lastBits && lastPage == out.pagesHandedOn();
    int end = known ? repeated(page, at) : floats.sample(value, page, at);
    lastBits = bits;
    lastPage = out.pagesHandedOn();
    lastAt = at;
    lastLength = end - at;
    page[end] = '"';
    page[end + 1] = ']';
    out.advanceTo(end + 2);
  }

  /** Writes the last value again, from its text. */
  private int repeated(byte[] page, int at) {
    for (int i = 0; i < lastLength; i++) {
      page[at + i] = page[lastAt + i];
    }
    return at + lastLength;
  }

  /** A sample's value alone, a string. */
  public void sampleValue(double value) throws IOException {
    separate();
    int at = out.reserve(GoFloat.MAX_LENGTH + 2);
    byte[] page = out.buffer();
    page[at++] = '"';
    at = floats.sample(value, page, at);
    page[at++] = '"';
    out.advanceTo(at);
  }

  /** A value with an exponent in any case, a string. */
  public void scientific(double value) throws IOException {
    separate();
    int at = out.reserve(GoFloat.MAX_LENGTH + 2);
    byte[] page = out.buffer();
    page[at++] = '"';
    at = floats.scientific(value, page, at);
    page[at++] = '"';
    out.advanceTo(at);
  }

  /** A sample's time alone, in seconds. */
  public void sampleTime(long timeMs) throws IOException {
    separate();
    int at = out.reserve(MAX_TIME_LENGTH);
    out.advanceTo(SampleTimes.seconds(timeMs, out.buffer(), at));
  }

  /** {@code [seconds,"value"]} of a scalar, which is written without exponent. */
  public void scalar(long timeMs, double value) throws IOException {
    beginArray();
    number(timeMs / 1000.0);
    separate();
    int at = out.reserve(GoFloat.MAX_LENGTH + 2);
    byte[] page = out.buffer();
    page[at++] = '"';
    at = floats.plain(value, page, at);
    page[at++] = '"';
    out.advanceTo(at);
    endArray();
  }

  private void writeLong(long value) throws IOException {
    if (value == Long.MIN_VALUE) {
      out.write(ascii(Long.toString(value)));
      return;
    }
    int at = out.reserve(20);
    if (value < 0) {
      out.buffer()[at++] = '-';
    }
    out.advanceTo(GoFloat.decimal(Math.abs(value), out.buffer(), at));
  }

  private void begin(char bracket) throws IOException {
    separate();
    out.write(bracket);
    comma = false;
  }

  private void end(char bracket) throws IOException {
    out.write(bracket);
    comma = true;
  }

  private void separate() throws IOException {
    if (comma) {
      out.write(',');
    }
    comma = true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
