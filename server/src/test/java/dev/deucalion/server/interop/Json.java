package dev.deucalion.server.interop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: maps sorted by key, lists, strings, and {@link Raw} for everything else, so
 * that equal values mean equal bytes.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A number, boolean or null.
   *
   * @param text as it stood in the document
   */
  public record Raw(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private Json() {}

  public static Object parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  /** The member of an object, by a path of keys. */
  public static Object at(Object value, String... keys) {
    Object found = value;
    for (String key : keys) {
      @Nullable Object member = found instanceof Map<?, ?> map ? map.get(key) : null;
      if (member == null) {
        throw new IllegalArgumentException("no " + key + " in " + found);
      }
      found = member;
    }
    return found;
  }

  /** A value that must be a list. */
  public static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("not a list: " + value);
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> map = new TreeMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        map.put(key, value(parser));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return token == JsonToken.VALUE_STRING ? parser.getText() : new Raw(parser.getText());
  }
}
