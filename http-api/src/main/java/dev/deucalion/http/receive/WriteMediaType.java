package dev.deucalion.http.receive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Content-Type says of a remote write, in Prometheus' words.
 *
 * @param message the message, or null where the type is not supported
 * @param problem why it is not, or empty
 */
record WriteMediaType(@Nullable WriteMessage message, String problem) {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String MESSAGE_PARAMETER = "proto";

  /**
   * Reads a Content-Type.
   *
   * @param contentType empty where the request has none, which means 1.0
   */
  static WriteMediaType parse(String contentType) {
    String type = contentType.strip();
    if (type.isEmpty()) {
      return new WriteMediaType(WriteMessage.V1, "");
    }
    String[] parts = type.split(";", -1);
    if (!parts[0].equals(PROTOBUF)) {
      return refused(
          "expected " + PROTOBUF + " as the first (media) part, got " + type + " content-type");
    }
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", -1);
      if (pair.length != 2) {
        return refused(
            "as per https://www.rfc-editor.org/rfc/rfc9110#parameter expected parameters to be"
                + " key-values, got "
                + parts[i]
                + " in "
                + type
                + " content-type");
      }
      if (pair[0].equals(MESSAGE_PARAMETER)) {
        return ofMessage(type, pair[1]);
      }
    }
    return new WriteMediaType(WriteMessage.V1, "");
  }

  private static WriteMediaType ofMessage(String type, String name) {
    return WriteMessage.named(name)
        .map(message -> new WriteMediaType(message, ""))
        .orElseGet(() ->
            refused(
                "got "
                    + type
                    + " content type; unknown type for remote write protobuf message "
                    + name
                    + ", supported: "
                    + WriteMessage.names(List.of(WriteMessage.values()))));
  }

  private static WriteMediaType refused(String problem) {
    return new WriteMediaType(null, problem);
  }
}
