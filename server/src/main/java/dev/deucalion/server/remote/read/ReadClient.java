package dev.deucalion.server.remote.read;

import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.storage.SeriesSelector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xerial.snappy.Snappy;

/** Asks one remote end. Keeps connections that are free. Safe for many threads. */
final class ReadClient implements AutoCloseable {
  private static final String STREAMED =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
  private static final String SAMPLED = "application/x-protobuf";
  private static final int MAX_ERROR_BYTES = 1024;

  private final RemoteReadOptions options;
  private final Connector connector;
  private final long maxAnswerBytes;
  private final ReadCounters counters;
  private final ConcurrentLinkedQueue<HttpCaller> free = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * A client without a connection yet.
   *
   * @param maxAnswerBytes most bytes of an answer that is not streamed, when it is expanded
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
   * Reads series, with their samples unless those are not asked for.
   *
   * @throws RemoteReadException when they cannot be had, with the reason to show
   */
  void read(SeriesSelector selector, SeriesCollector into) throws RemoteReadException {
    HttpRequest request = request(ReadRequestMessage.encode(selector));
    HttpCaller known = free.poll();
    HttpCaller caller = known == null ? HttpCaller.ofPlainAnswers(connector) : known;
    long startNanos = System.nanoTime();
    try {
      caller.<RemoteReadException>stream(
          request,
          options.timeoutMs(),
          (answer, body) ->
              take(answer, new AnswerInput(body), into, System.nanoTime() - startNanos));
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

  private void take(HttpResponse answer, AnswerInput in, SeriesCollector into, long tookNanos)
      throws IOException, FetchException, RemoteReadException {
    if (!answer.isSuccess()) {
      throw new RemoteReadException(
          "remote server "
              + options.shownUrl()
              + " returned http status "
              + answer.status()
              + ": "
              + in.readText(MAX_ERROR_BYTES).strip());
    }
    if (answer.contentType().startsWith(STREAMED)) {
      counters.answered(ReadCounters.Kind.CHUNKED, answer.code(), tookNanos);
      StreamedAnswer.read(in, options.maxFrameBytes(), into);
    } else if (answer.contentType().startsWith(SAMPLED)) {
      counters.answered(ReadCounters.Kind.SAMPLED, answer.code(), tookNanos);
      SampledAnswer.read(in, maxAnswerBytes, into);
    } else {
      counters.answered(ReadCounters.Kind.UNSUPPORTED, answer.code(), tookNanos);
      throw new RemoteReadException("unsupported content type: " + answer.contentType());
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
