package dev.deucalion.scrape.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a server of tokens says (RFC 6749, 5.1).
 *
 * @param type of the token, as it stands in the header
 * @param expiresInSeconds 0 when it does not say
 */
record TokenAnswer(String accessToken, String type, long expiresInSeconds) {
  private static final JsonFactory JSON = new JsonFactory();

  static TokenAnswer parse(HttpResponse answer) throws FetchException {
    String type = answer.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean form = type.equals("application/x-www-form-urlencoded") || type.equals("text/plain");
    Map<String, String> fields = form ? formFields(answer.text()) : jsonFields(answer.body());
    return new TokenAnswer(
        fields.getOrDefault("access_token", ""),
        typeName(fields.getOrDefault("token_type", "")),
        seconds(fields.getOrDefault("expires_in", "")));
  }

  private static Map<String, String> jsonFields(byte[] body) throws FetchException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw FetchException.failed("oauth2: cannot parse json: not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          fields.put(name, parser.getValueAsString(""));
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw FetchException.failed("oauth2: cannot parse json: " + e.getMessage());
    }
    return fields;
  }

  private static Map<String, String> formFields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String typeName(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "", "bearer" -> "Bearer";
      case "mac" -> "MAC";
      case "basic" -> "Basic";
      default -> type;
    };
  }

  private static long seconds(String text) {
    try {
      return (long) Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
