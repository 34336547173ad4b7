package dev.deucalion.server.browser;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.deucalion.server.interop.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one page by Chromium's DevTools protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">the protocol</a>
 */
final class DevTools implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Object>> waiting = new ConcurrentHashMap<>();
  private final BiConsumer<String, Object> events;
  private final WebSocket socket;

  /**
   * Connects.
   *
   * @param events told the method and the parameters of each event, by one thread at a time
   */
  DevTools(HttpClient client, URI address, BiConsumer<String, Object> events) {
    this.events = events;
    this.socket =
        result(client.newWebSocketBuilder().buildAsync(address, new Listener()), "connection");
  }

  /**
   * Sends a command and waits for its result.
   *
   * @param parameters a JSON object
   */
  Object send(String method, String parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<Object> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    String message =
        "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    synchronized (this) {
      var _ = result(socket.sendText(message, true), method);
    }
    return result(answer, method);
  }

  /** A string as JSON. */
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static <T> T result(CompletableFuture<T> future, String what) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(what + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void take(String message) {
    Object parsed = Json.parse(message);
    if (!(parsed instanceof Map<?, ?> map)) {
      return;
    }
    Object id = map.get("id");
    if (id == null) {
      events.accept(String.valueOf(map.get("method")), Json.at(parsed, "params"));
      return;
    }
    CompletableFuture<Object> answer = waiting.remove(Integer.parseInt(id.toString()));
    if (answer != null) {
      Object error = map.get("error");
      if (error == null) {
        answer.complete(Json.at(parsed, "result"));
      } else {
        answer.completeExceptionally(new IllegalStateException(error.toString()));
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Puts the parts of messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        take(message);
      }
      from.request(1);
      return null;
    }
  }
}
