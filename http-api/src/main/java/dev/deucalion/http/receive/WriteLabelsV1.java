package dev.deucalion.http.receive;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series or exemplar of remote write 1.0: the fields {@code Label labels = 1} of a
 * message, each with {@code string name = 1} and {@code string value = 2}.
 */
final class WriteLabelsV1 implements SeriesName {
  static final int LABEL = 1 << 3 | WireType.LEN;
  private static final int NAME = 1 << 3 | WireType.LEN;
  private static final int VALUE = 2 << 3 | WireType.LEN;

  private final LabelPairs pairs = new LabelPairs();
  private final WireReader reader = new WireReader();
  private byte[] bytes = new byte[0];
  private byte[] gathered = new byte[0];
  private int from;
  private int to;

  /** The labels are the fields in {@code message[start, end)}, and nothing else is there. */
  void set(byte[] message, int start, int end) {
    bytes = message;
    from = start;
    to = end;
  }

  /** The labels are the fields of a message that has other fields between them. */
  void gather(byte[] message, int start, int end) throws WireException {
    if (gathered.length < end - start) {
      gathered = new byte[end - start];
    }
    int length = 0;
    reader.reset(message, start, end);
    for (int at = start; reader.next(); at = reader.position()) {
      boolean label = reader.tag() == LABEL;
      reader.skip();
      if (label) {
        System.arraycopy(message, at, gathered, length, reader.position() - at);
        length += reader.position() - at;
      }
    }
    set(gathered, 0, length);
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Decodes the labels, sorted. */
  LabelPairs decode() throws WireException {
    pairs.clear();
    reader.reset(bytes, from, to);
    while (reader.next()) {
      if (reader.tag() == LABEL) {
        int outer = reader.enter();
        decodeLabel();
        reader.leave(outer);
      } else {
        reader.skip();
      }
    }
    pairs.sort();
    return pairs;
  }

  private void decodeLabel() throws WireException {
    String name = "";
    String value = "";
    while (reader.next()) {
      switch (reader.tag()) {
        case NAME -> name = text();
        case VALUE -> value = text();
        default -> reader.skip();
      }
    }
    pairs.add(name, value);
  }

  private String text() throws WireException {
    int length = reader.readSlice();
    int end = reader.position();
    String text = new String(bytes, end - length, length, StandardCharsets.UTF_8);
    if (!LabelPairs.isUtf8(text, bytes, end - length, end)) {
      pairs.setMalformed();
    }
    return text;
  }

  @Override
  public @Nullable Labels labels() throws WireException {
    LabelPairs decoded = decode();
    return decoded.isValidSeries() && decoded.duplicateName() == null ? decoded.labels() : null;
  }

  /** Lets go of what a large request needed. */
  void trim(int maxBytes) {
    bytes = gathered;
    if (gathered.length > maxBytes) {
      gathered = new byte[0];
      bytes = gathered;
    }
    pairs.clear();
    reader.reset(bytes, 0, 0);
  }

  @Override
  public String toString() {
    try {
      return decode().toString();
    } catch (WireException e) {
      return Arrays.toString(Arrays.copyOfRange(bytes, from, to));
    }
  }
}
