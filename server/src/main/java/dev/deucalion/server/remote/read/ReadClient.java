package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xerial.snappy.Snappy;

/** Asks one remote end. Keeps connections that are free. Safe for many threads. */
final class ReadClient implements AutoCloseable {
  private static final String STREAMED =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
  private static final String SAMPLED = "application/x-protobuf";
  private static final int SUCCESS = 2;

  private final RemoteReadOptions options;
  private final Connector connector;
  private final long maxAnswerBytes;
  private final ReadCounters counters;
  private final ConcurrentLinkedQueue<HttpCaller> free = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * A client without a connection yet.
   *
   * @param maxAnswerBytes most bytes of an answer, when it is expanded
   */
  ReadClient(RemoteReadOptions options, HttpResources resources, long maxAnswerBytes) {
    this.options = options;
    this.connector = new Connector(resources, options.http());
    this.maxAnswerBytes = maxAnswerBytes;
    this.counters = new ReadCounters(options.name(), options.shownUrl());
  }

  RemoteReadOptions options() {
    return options;
  }

  ReadCounters counters() {
    return counters;
  }

  /**
   * Series with their samples in a range, both ends included.
   *
   * @param leftOut names of labels that series do not get
   * @param sorted whether they must come in the order of their labels
   * @throws RemoteReadException when they cannot be had, with the reason to show
   */
  List<RemoteSeries> read(
      long minTimeMs, long maxTimeMs, List<Matcher> matchers, Set<String> leftOut, boolean sorted)
      throws RemoteReadException {
    HttpRequest request = request(ReadRequestMessage.encode(minTimeMs, maxTimeMs, matchers));
    HttpCaller known = free.poll();
    HttpCaller caller = known == null ? new HttpCaller(connector) : known;
    long startNanos = System.nanoTime();
    try {
      HttpResponse response = caller.call(request, options.timeoutMs());
      SeriesCollector into = new SeriesCollector(leftOut);
      take(response, into, System.nanoTime() - startNanos);
      return into.all(sorted);
    } catch (FetchException e) {
      throw new RemoteReadException(
          "error sending request: "
              + String.valueOf(e.getMessage()).replace(options.url(), options.shownUrl()));
    } finally {
      free.add(caller);
      if (closed) {
        closeFree();
      }
    }
  }

  private HttpRequest request(WireWriter message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Encoding", "snappy");
    headers.put("Content-Type", SAMPLED);
    headers.put("X-Prometheus-Remote-Read-Version", "0.1.0");
    headers.putAll(options.headers());
    try {
      byte[] body = Snappy.rawCompress(message.array(), message.size());
      return new HttpRequest("POST", options.url(), headers, body);
    } catch (IOException e) {
      throw new IllegalStateException("snappy compresses everything", e);
    }
  }

  private void take(HttpResponse response, SeriesCollector into, long tookNanos)
      throws RemoteReadException {
    if (response.code() / 100 != SUCCESS) {
      throw new RemoteReadException(
          "remote server "
              + options.shownUrl()
              + " returned http status "
              + response.status()
              + ": "
              + response.text().strip());
    }
    if (response.contentType().startsWith(STREAMED)) {
      counters.answered(ReadCounters.Kind.CHUNKED, response.code(), tookNanos);
      StreamedAnswer.read(response.body(), options.maxFrameBytes(), into);
    } else if (response.contentType().startsWith(SAMPLED)) {
      counters.answered(ReadCounters.Kind.SAMPLED, response.code(), tookNanos);
      SampledAnswer.read(response.body(), maxAnswerBytes, into);
    } else {
      counters.answered(ReadCounters.Kind.UNSUPPORTED, response.code(), tookNanos);
      throw new RemoteReadException("unsupported content type: " + response.contentType());
    }
  }

  /** Closes the connections that are free; those in use are closed when their queries end. */
  @Override
  public void close() {
    closed = true;
    closeFree();
  }

  private void closeFree() {
    for (HttpCaller caller = free.poll(); caller != null; caller = free.poll()) {
      caller.close();
    }
  }
}
