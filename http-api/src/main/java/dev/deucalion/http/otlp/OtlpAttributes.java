package dev.deucalion.http.otlp;

import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes: keys and values as texts, in the order in which they came. For one thread. */
final class OtlpAttributes {
  /** Most attributes of one thing; further ones are left out. */
  static final int MAX_ATTRIBUTES = 4_096;

  private static final int KEY = 1 << 3 | WireType.LEN;
  private static final int VALUE = 2 << 3 | WireType.LEN;

  private final List<String> keys = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  void clear() {
    keys.clear();
    values.clear();
  }

  /** Reads the value of a field of the message {@code KeyValue}. */
  void read(WireReader in) throws WireException {
    String key = "";
    String value = "";
    int outer = in.enter();
    while (in.next()) {
      switch (in.tag()) {
        case KEY -> key = in.readString();
        case VALUE -> {
          int around = in.enter();
          value = OtlpValue.read(in);
          in.leave(around);
        }
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (keys.size() < MAX_ATTRIBUTES) {
      keys.add(key);
      values.add(value);
    }
  }

  int size() {
    return keys.size();
  }

  String key(int i) {
    return keys.get(i);
  }

  String value(int i) {
    return values.get(i);
  }

  /** The value of a key, or null. */
  @Nullable String get(String key) {
    int i = keys.indexOf(key);
    return i < 0 ? null : values.get(i);
  }
}
