package dev.deucalion.http.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deucalion.http.otlp.OtlpSchema.Field;
import dev.deucalion.model.wire.WireWriter;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Writes a request in JSON as the same message in protobuf, token by token. What the schema does
 * not know is skipped. For one request.
 */
final class OtlpJson {
  /** What is too much to come of one request. */
  private static final int MAX_BYTES = 128 << 20;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String TEMPORALITY_PREFIX = "AGGREGATION_TEMPORALITY_";

  private final WireWriter out = new WireWriter();

  /**
   * The message of a request.
   *
   * @param length of the JSON at the beginning of the bytes
   * @throws IOException when it is no JSON, or none of a request
   */
  WireWriter write(byte[] json, int length) throws IOException {
    try (JsonParser in = FACTORY.createParser(json, 0, length)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a request in JSON is an object");
      }
      writeMessage(in, OtlpSchema.REQUEST);
    }
    return out;
  }

  private void writeMessage(JsonParser in, OtlpSchema message) throws IOException {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      Field field = message.field(in.currentName());
      JsonToken token = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else if (token == JsonToken.START_ARRAY) {
        while (in.nextToken() != JsonToken.END_ARRAY) {
          writeField(in, field);
        }
      } else {
        writeField(in, field);
      }
    }
  }

  private void writeField(JsonParser in, Field field) throws IOException {
    if (out.size() > MAX_BYTES) {
      throw new IOException("request is too large");
    }
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    OtlpSchema message = field.message();
    if (message != null) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw new IOException("an object is wanted as " + in.currentName());
      }
      int begun = out.begin(field.number());
      writeMessage(in, message);
      out.end(begun);
      return;
    }
    if (!in.currentToken().isScalarValue()) {
      throw new IOException("a single value is wanted as " + in.currentName());
    }
    writeScalar(in.getText(), field);
  }

  private void writeScalar(String text, Field field) throws IOException {
    int number = field.number();
    try {
      switch (field.kind()) {
        case STRING -> out.string(number, text);
        case BYTES -> writeBytes(number, Base64.getDecoder().decode(text));
        case ID -> writeBytes(number, HexFormat.of().parseHex(text));
        case BOOL -> out.bool(number, Boolean.parseBoolean(text));
        case VARINT -> out.int64(number, integer(text));
        case ZIGZAG -> out.sint64(number, integer(text));
        case FIXED64 -> out.fixed64(number, integer(text));
        case DOUBLE -> out.float64(number, Double.parseDouble(text));
        case MESSAGE -> throw new IllegalStateException("a message is no single value");
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("bad value " + text, e);
    }
  }

  private void writeBytes(int number, byte[] bytes) {
    out.bytes(number, bytes, 0, bytes.length);
  }

  /** A whole number, also beyond the positive half of 64 bits, or a name of a temporality. */
  private static long integer(String text) {
    if (text.startsWith(TEMPORALITY_PREFIX)) {
      return switch (text.substring(TEMPORALITY_PREFIX.length())) {
        case "DELTA" -> 1;
        case "CUMULATIVE" -> 2;
        default -> 0;
      };
    }
    if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return (long) Double.parseDouble(text);
    }
    return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
  }
}
