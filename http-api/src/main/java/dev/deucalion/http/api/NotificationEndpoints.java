package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.NotificationSource;
import dev.deucalion.http.source.NotificationSource.Notification;
import dev.deucalion.http.source.NotificationSource.Subscription;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /notifications}, once or live. They answer also while the program starts and stops. */
public final class NotificationEndpoints {
  private static final byte[] EVENT = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final NotificationSource source;
  private final Cors cors;

  public NotificationEndpoints(NotificationSource source, Cors cors) {
    this.source = source;
    this.cors = cors;
  }

  /** All that holds now. */
  public ApiResult list(Exchange exchange) {
    List<Notification> all = source.notifications();
    return ApiResult.of(out -> {
      out.beginArray();
      for (Notification each : all) {
        write(out, each);
      }
      out.endArray();
    });
  }

  /**
   * All that holds now and whatever changes, as server-sent events, until the client or the program
   * ends; 204 when there are too many subscribers.
   */
  public void live(Exchange exchange) throws IOException {
    cors.apply(exchange);
    Subscription subscription = source.subscribe();
    if (subscription == null) {
      exchange.begin(204, null);
      return;
    }
    try (subscription) {
      exchange.onDisconnect(subscription::close);
      exchange.header("Cache-Control", "no-cache");
      PageSink out = exchange.begin(200, "text/event-stream");
      out.handOn();
      for (Notification next = subscription.next(); next != null; next = subscription.next()) {
        out.write(EVENT);
        write(new JsonWriter(out), next);
        out.write(END);
        out.handOn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while waiting").initCause(e);
    }
  }

  private static void write(JsonWriter out, Notification notification) throws IOException {
    out.beginObject();
    out.name("text");
    out.string(notification.text());
    out.name("date");
    out.time(notification.date());
    out.name("active");
    out.bool(notification.active());
    out.endObject();
  }
}
