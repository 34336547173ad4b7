package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.remote.message.KindCounts;
import dev.deucalion.server.remote.options.QueueOptions.RateLimited;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of remote write to one end over one connection. One request at a time; {@link
 * #close} may come from any thread and ends a running one.
 */
public final class WriteClient implements AutoCloseable {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";

  private final RemoteWriteOptions options;
  private final HttpCaller caller;
  private final RequestSigner signer;
  private final Clock clock;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A client without a connection yet.
   *
   * @param connector shared by all clients of the end
   * @param clock tells how long it is until a date that an answer names
   */
  public WriteClient(
      RemoteWriteOptions options, Connector connector, RequestSigner signer, Clock clock) {
    this.options = options;
    this.caller = HttpCaller.ofPlainAnswers(connector);
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * Sends a message and waits for the answer.
   *
   * @param protocol what the message is of
   * @param compressed the message as a snappy block
   * @param attempt how often it was sent before
   */
  public WriteAnswer send(WriteProtocol protocol, byte[] compressed, int attempt) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Encoding", "snappy");
    headers.put("Content-Type", protocol.contentType());
    headers.put("X-Prometheus-Remote-Write-Version", protocol.version());
    if (attempt > 0) {
      headers.put("Retry-Attempt", Integer.toString(attempt));
    }
    headers.putAll(options.headers());
    HttpRequest request = new HttpRequest("POST", options.url(), headers, compressed);
    try {
      HttpRequest signed = signer.sign(request, options.timeoutMs());
      return judge(caller.callForStatus(signed, options.timeoutMs()));
    } catch (FetchException e) {
      return e.kind() == FetchException.Kind.CANCELLED || closed.get()
          ? new WriteAnswer.Cancelled()
          : new WriteAnswer.TryAgain(shown(String.valueOf(e.getMessage())), 0);
    }
  }

  /** A text without the password that the URL may have. */
  private String shown(String text) {
    return text.replace(options.url(), options.shownUrl());
  }

  private WriteAnswer judge(HttpResponse response) {
    KindCounts written = written(response);
    if (response.isSuccess()) {
      return new WriteAnswer.Taken(written);
    }
    String why =
        "server returned HTTP status " + response.status() + ": " + response.text().strip();
    if (response.code() / 100 == 5
        || (response.code() == TOO_MANY_REQUESTS
            && options.queue().backoff().rateLimited() == RateLimited.RETRIED)) {
      return new WriteAnswer.TryAgain(
          why, RetryAfter.millis(response.header("Retry-After"), clock.nowMs()));
    }
    return new WriteAnswer.Refused(why, written);
  }

  private static @Nullable KindCounts written(HttpResponse response) {
    String samples = response.header(WRITTEN.formatted("Samples"));
    String histograms = response.header(WRITTEN.formatted("Histograms"));
    String exemplars = response.header(WRITTEN.formatted("Exemplars"));
    if (samples.isEmpty() && histograms.isEmpty() && exemplars.isEmpty()) {
      return null;
    }
    return new KindCounts(count(samples), count(histograms), count(exemplars));
  }

  private static long count(String header) {
    try {
      return Math.max(0, Long.parseLong(header));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    closed.set(true);
    caller.close();
  }
}
