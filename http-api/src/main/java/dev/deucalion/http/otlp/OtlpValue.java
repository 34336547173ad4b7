package dev.deucalion.http.otlp;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of attributes, the message {@code AnyValue}, as texts: lists and maps become JSON. */
final class OtlpValue {
  private static final int STRING = 1 << 3 | WireType.LEN;
  private static final int BOOL = 2 << 3 | WireType.VARINT;
  private static final int INT = 3 << 3 | WireType.VARINT;
  private static final int DOUBLE = 4 << 3 | WireType.I64;
  private static final int ARRAY = 5 << 3 | WireType.LEN;
  private static final int MAP = 6 << 3 | WireType.LEN;
  private static final int BYTES = 7 << 3 | WireType.LEN;
  private static final int ELEMENT = 1 << 3 | WireType.LEN;
  private static final int KEY = 1 << 3 | WireType.LEN;
  private static final int VALUE = 2 << 3 | WireType.LEN;
  private static final int MAX_DEPTH = 50;
  private static final String TOO_DEEP = "\"...\"";

  private OtlpValue() {}

  /** The text of the message up to the reader's limit. */
  static String read(WireReader in) throws WireException {
    String text = "";
    while (in.next()) {
      switch (in.tag()) {
        case STRING -> text = in.readString();
        case DOUBLE -> {
          double value = in.readDouble();
          text =
              Double.isFinite(value)
                  ? GoText.json(value)
                  : "json: unsupported value: " + GoText.plain(value);
        }
        case BYTES -> text = base64(in);
        case BOOL, INT, ARRAY, MAP -> text = json(in, 0);
        default -> in.skip();
      }
    }
    return text;
  }

  private static String base64(WireReader in) throws WireException {
    int length = in.readSlice();
    byte[] bytes = Arrays.copyOfRange(in.bytes(), in.position() - length, in.position());
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The JSON of the field that the reader is at, {@code null} for one that is not known. */
  private static String json(WireReader in, int depth) throws WireException {
    return switch (in.tag()) {
      case STRING -> quoted(in.readString());
      case BOOL -> Boolean.toString(in.readBool());
      case INT -> Long.toString(in.readVarint());
      case DOUBLE -> {
        double value = in.readDouble();
        yield Double.isFinite(value) ? GoText.json(value) : "null";
      }
      case ARRAY -> list(in, depth);
      case MAP -> map(in, depth);
      case BYTES -> quoted(base64(in));
      default -> {
        in.skip();
        yield "null";
      }
    };
  }

  private static String value(WireReader in, int depth) throws WireException {
    String json = "null";
    int outer = in.enter();
    while (in.next()) {
      json = json(in, depth);
    }
    in.leave(outer);
    return json;
  }

  private static String list(WireReader in, int depth) throws WireException {
    if (depth == MAX_DEPTH) {
      in.skip();
      return TOO_DEEP;
    }
    List<String> elements = new ArrayList<>();
    int outer = in.enter();
    while (in.next()) {
      if (in.tag() == ELEMENT) {
        elements.add(value(in, depth + 1));
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return "[" + String.join(",", elements) + "]";
  }

  private static String map(WireReader in, int depth) throws WireException {
    if (depth == MAX_DEPTH) {
      in.skip();
      return TOO_DEEP;
    }
    Map<String, String> entries = new TreeMap<>(Utf8Order::compare);
    int outer = in.enter();
    while (in.next()) {
      if (in.tag() == ELEMENT) {
        readEntry(in, entries, depth);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    StringBuilder out = new StringBuilder("{");
    entries.forEach((key, value) -> {
      if (out.length() > 1) {
        out.append(',');
      }
      GoText.appendQuoted(out, key);
      out.append(':').append(value);
    });
    return out.append('}').toString();
  }

  private static void readEntry(WireReader in, Map<String, String> entries, int depth)
      throws WireException {
    String key = "";
    String value = "null";
    int outer = in.enter();
    while (in.next()) {
      switch (in.tag()) {
        case KEY -> key = in.readString();
        case VALUE -> value = value(in, depth + 1);
        default -> in.skip();
      }
    }
    in.leave(outer);
    entries.put(key, value);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    GoText.appendQuoted(out, text);
    return out.toString();
  }
}
