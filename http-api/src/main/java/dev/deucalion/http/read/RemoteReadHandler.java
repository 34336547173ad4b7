package dev.deucalion.http.read;

import dev.deucalion.http.api.Evaluations;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.read.ReadRequest.Query;
import dev.deucalion.http.receive.SnappyBlock;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.promql.QueryException;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.xerial.snappy.Snappy;

/**
 * {@code POST /api/v1/read}: remote read, with samples or streamed chunks, whichever the request
 * wants first. External labels are added to the series; a matcher that wants one of them as it is
 * asks the store for series without it, since it is not stored.
 */
public final class RemoteReadHandler implements Handler {
  private static final int MAX_REQUEST_BYTES = 32 << 20;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL_ERROR = 500;

  private final RemoteReadOptions options;
  private final Queryable store;
  private final Supplier<Labels> externalLabels;
  private final Evaluations evaluations;
  private final Semaphore permits;

  /**
   * A server of remote reads.
   *
   * @param externalLabels asked for each request
   */
  public RemoteReadHandler(
      RemoteReadOptions options,
      Queryable store,
      Supplier<Labels> externalLabels,
      Evaluations evaluations) {
    this.options = options;
    this.store = store;
    this.externalLabels = externalLabels;
    this.evaluations = evaluations;
    int max = options.maxConcurrent();
    permits = new Semaphore(max > 0 ? max : Integer.MAX_VALUE, true);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while waiting").initCause(e);
    }
    try {
      answer(exchange);
    } finally {
      permits.release();
    }
  }

  private void answer(Exchange exchange) throws IOException {
    ReadRequest request;
    try {
      request = ReadRequest.read(unpacked(exchange), unpackedLength(exchange));
    } catch (WireException e) {
      exchange.error(BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    } catch (IllegalArgumentException e) {
      exchange.error(INTERNAL_ERROR, String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      exchange.error(BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    List<Integer> accepted =
        request.acceptedTypes().isEmpty() ? List.of(ReadRequest.SAMPLES) : request.acceptedTypes();
    for (int type : accepted) {
      if (type == ReadRequest.SAMPLES) {
        answerSamples(exchange, request);
        return;
      }
      if (type == ReadRequest.STREAMED_CHUNKS) {
        evaluate(exchange, () -> stream(exchange, request));
        return;
      }
    }
    exchange.error(
        BAD_REQUEST, "server does not support any of the requested response types: " + accepted);
  }

  private static int unpackedLength(Exchange exchange) {
    return (int) SnappyBlock.declaredLength(exchange.request().body().bytes());
  }

  private static byte[] unpacked(Exchange exchange) throws IOException {
    byte[] body = exchange.request().body().bytes();
    long length = SnappyBlock.declaredLength(body);
    if (length > MAX_REQUEST_BYTES) {
      throw new IOException(
          "snappy: decoded length " + length + " exceeds limit " + MAX_REQUEST_BYTES);
    }
    byte[] message = new byte[(int) Math.max(0, length)];
    if (length == SnappyBlock.CORRUPT || !SnappyBlock.unpack(body, message)) {
      throw new IOException("snappy: corrupt input");
    }
    return message;
  }

  /** Work that reads the store. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, ReadLimitException;
  }

  private void evaluate(Exchange exchange, Work work) throws IOException {
    try {
      evaluations.run(
          exchange,
          () -> {
            work.run();
            return true;
          });
    } catch (QueryException | CancellationException e) {
      throw (IOException) new InterruptedIOException("the client went away").initCause(e);
    } catch (IllegalStateException e) {
      switch (e.getCause()) {
        case ReadLimitException limit ->
            exchange.error(BAD_REQUEST, String.valueOf(limit.getMessage()));
        case IOException io -> throw io;
        case null, default -> throw e;
      }
    }
  }

  private void answerSamples(Exchange exchange, ReadRequest request) throws IOException {
    evaluate(
        exchange,
        () -> {
          SampleAnswer answer = new SampleAnswer(options, this::named);
          for (Query query : request.queries()) {
            try (Querier querier = store.querier(query.minTimeMs(), query.maxTimeMs())) {
              SeriesSet found = select(querier, query);
              if (query.labelsOnly()) {
                answer.addLabels(found);
              } else {
                answer.add(found);
              }
            }
          }
          WireWriter message = answer.message();
          byte[] packed = new byte[Snappy.maxCompressedLength(message.size())];
          int length = Snappy.compress(message.array(), 0, message.size(), packed, 0);
          exchange.header("Content-Encoding", "snappy");
          exchange.begin(OK, "application/x-protobuf").write(packed, 0, length);
        });
  }

  private void stream(Exchange exchange, ReadRequest request) throws IOException {
    ChunkStream stream =
        new ChunkStream(
            exchange.begin(
                OK, "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse"),
            options.maxFrameBytes(),
            this::named);
    for (int i = 0; i < request.queries().size(); i++) {
      Query query = request.queries().get(i);
      try (Querier querier = store.querier(query.minTimeMs(), query.maxTimeMs())) {
        SeriesSet found = select(querier, query);
        if (query.labelsOnly()) {
          stream.writeLabels(i, found);
        } else {
          stream.write(i, found);
        }
      } catch (UncheckedIOException e) {
        throw new IOException("a part of the answer is out", e);
      }
    }
  }

  private SeriesSet select(Querier querier, Query query) {
    SeriesSelector selector =
        new SeriesSelector(stored(query.matchers()), query.minTimeMs(), query.maxTimeMs(), true);
    return ReadGuard.call(
        RemoteReadHandler::checkInterrupt, () -> querier.select(List.of(selector)).getFirst());
  }

  private static void checkInterrupt() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("remote read was canceled");
    }
  }

  private List<Matcher> stored(List<Matcher> asked) {
    Labels external = externalLabels.get();
    List<Matcher> matchers = new ArrayList<>();
    for (Matcher matcher : asked) {
      boolean ours =
          matcher.type() == MatchType.EQUAL && matcher.value().equals(external.get(matcher.name()));
      matchers.add(ours ? Matcher.equal(matcher.name(), "") : matcher);
    }
    return matchers.isEmpty() ? List.of(Matcher.equal("", "")) : matchers;
  }

  /** Labels of a series, which come before external ones of the same name. */
  private Labels named(Labels series) {
    Labels external = externalLabels.get();
    if (external.isEmpty()) {
      return series;
    }
    LabelsBuilder labels = external.toBuilder();
    series.forEach(labels::set);
    return labels.build();
  }
}
