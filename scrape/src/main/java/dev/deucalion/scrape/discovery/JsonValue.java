package dev.deucalion.scrape.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON as an API answers it. What is asked for and is not there, or is of another kind,
 * is empty: APIs leave out what they have nothing to say about. Immutable.
 */
public final class JsonValue {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonValue NULL = new JsonValue(null);

  /** A number or a boolean as it is written. */
  private record Literal(String text) {}

  /** A text, a literal, a list of values, a map of values, or null. */
  private final @Nullable Object value;

  private JsonValue(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Reads one value.
   *
   * @throws DiscoveryException when the bytes are not one
   */
  public static JsonValue parse(byte[] json) throws DiscoveryException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new DiscoveryException("unexpected end of JSON input");
      }
      JsonValue value = read(parser);
      if (parser.nextToken() != null) {
        throw new DiscoveryException("more than one value of JSON");
      }
      return value;
    } catch (IOException e) {
      throw new DiscoveryException("not JSON: " + firstLine(e), e);
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static JsonValue read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, JsonValue> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, read(parser));
        }
        yield new JsonValue(map);
      }
      case START_ARRAY -> {
        List<JsonValue> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(parser));
        }
        yield new JsonValue(list);
      }
      case VALUE_NULL -> NULL;
      case VALUE_STRING -> new JsonValue(parser.getText());
      default -> new JsonValue(new Literal(parser.getText()));
    };
  }

  /** Whether it is null, or was not there. */
  public boolean isNull() {
    return value == null;
  }

  public boolean isList() {
    return value instanceof List;
  }

  public boolean isMap() {
    return value instanceof Map;
  }

  /** The value under a name. */
  public JsonValue get(String name) {
    return value instanceof Map<?, ?> map && map.get(name) instanceof JsonValue found
        ? found
        : NULL;
  }

  /** The text itself; a number or a boolean as it is written. */
  public String text() {
    return switch (value) {
      case String text -> text;
      case Literal literal -> literal.text();
      case null, default -> "";
    };
  }

  /** Whether it is a text, and no number or boolean. */
  public boolean isText() {
    return value instanceof String;
  }

  /** The text under a name. */
  public String text(String name) {
    return get(name).text();
  }

  /** The whole number under a name, 0 when it is none. */
  public int integer(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The elements. */
  public List<JsonValue> list() {
    List<JsonValue> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        elements.add((JsonValue) element);
      }
    }
    return elements;
  }

  /** The texts of the elements. */
  public List<String> texts() {
    return list().stream().map(JsonValue::text).toList();
  }

  /** The entries in their order. */
  public Map<String, JsonValue> entries() {
    Map<String, JsonValue> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, entry) -> entries.put((String) name, (JsonValue) entry));
    }
    return entries;
  }
}
