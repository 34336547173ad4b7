package dev.deucalion.http.encode;

import dev.deucalion.model.labels.Labels;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes labels, {@code "name":"value"}, and keeps the text of each place of a label set: series
 * that are neighbours in an answer share most of their labels. Not thread-safe.
 */
final class LabelTexts {
  /** Characters of the longest label that is kept: its text surely fits into one reserved piece. */
  private static final int MAX_KEPT_CHARS = 64;

  /** Quotes and the colon. */
  private static final int MARKS = 5;

  private static final int MAX_KEPT_BYTES = MAX_KEPT_CHARS * JsonStrings.MAX_UNIT + MARKS;

  /** How many labels of a set are kept. */
  private static final int MAX_PLACES = 32;

  private final PageSink out;
  private final JsonStrings strings;
  private final String[] names = new String[MAX_PLACES];
  private final String[] values = new String[MAX_PLACES];
  private final byte[][] texts = new byte[MAX_PLACES][];

  LabelTexts(PageSink out, JsonStrings strings) {
    this.out = out;
    this.strings = strings;
    Arrays.fill(names, "");
    Arrays.fill(values, "");
    Arrays.fill(texts, new byte[0]);
  }

  /**
   * Writes a label.
   *
   * @param place of the label in its set
   */
  void write(Labels labels, int place) throws IOException {
    String name = labels.name(place);
    String value = labels.value(place);
    if (place >= MAX_PLACES || name.length() + value.length() > MAX_KEPT_CHARS) {
      render(name, value);
    } else if (value.equals(values[place]) && name.equals(names[place])) {
      out.write(texts[place]);
    } else {
      int from = out.reserve(MAX_KEPT_BYTES);
      render(name, value);
      texts[place] = Arrays.copyOfRange(out.buffer(), from, out.position());
      names[place] = name;
      values[place] = value;
    }
  }

  private void render(String name, String value) throws IOException {
    strings.escaped(name);
    out.write(':');
    strings.escaped(value);
  }
}
