package dev.deucalion.rules.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.deucalion.rules.alert.Alert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes alerts as version 2 of Alertmanager's API takes them ({@code postableAlerts}). */
public final class AlertJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AlertJson() {}

  /** The body of a request, in UTF-8. */
  public static byte[] encode(List<Alert> alerts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartArray();
      for (Alert alert : alerts) {
        write(out, alert);
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Alert alert) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("annotations");
    for (Map.Entry<String, String> annotation : alert.annotations().entrySet()) {
      out.writeStringField(annotation.getKey(), annotation.getValue());
    }
    out.writeEndObject();
    out.writeStringField("endsAt", time(alert.endsAtMs()));
    out.writeStringField("startsAt", time(alert.startsAtMs()));
    out.writeStringField("generatorURL", alert.generatorUrl());
    out.writeObjectFieldStart("labels");
    for (int i = 0; i < alert.labels().size(); i++) {
      out.writeStringField(alert.labels().name(i), alert.labels().value(i));
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static String time(long timeMs) {
    return TIME.format(Instant.ofEpochMilli(timeMs));
  }
}
