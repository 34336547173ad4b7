package dev.deucalion.http.receive;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appendable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/write}: remote write. Success means that the samples are in the log. A fault
 * of the client's is 400, which senders do not try again; a fault of the store's is 500, which they
 * do.
 */
public final class RemoteWriteHandler implements Handler {
  /** Most bytes of a request's content, before and after it is unpacked. */
  public static final int MAX_BYTES = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RemoteWriteHandler.class);
  private static final String WRITTEN = "X-Prometheus-Remote-Write-";
  private static final String SNAPPY = "snappy";
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED = 415;

  private final RemoteWriteOptions options;
  private final Clock clock;
  private final WriteWorkers workers;

  /**
   * A receiver.
   *
   * @param random seeds hashes, so that clients cannot make two series meet
   */
  public RemoteWriteHandler(
      RemoteWriteOptions options,
      Clock clock,
      Appendable store,
      RandomGenerator random,
      ReceiveCounters counters) {
    this.options = options;
    this.clock = clock;
    SeriesRefs refs = new SeriesRefs();
    WriteWorker.Hashes hashes =
        new WriteWorker.Hashes(new SeriesHash(random), new SeriesHash(random));
    workers =
        new WriteWorkers(
            options.maxConcurrent(), () -> new WriteWorker(store, refs, hashes, options, counters));
  }

  /** Answers where the receiver is switched off. */
  public static void disabled(Exchange exchange) throws IOException {
    exchange.error(
        NOT_FOUND,
        "remote write receiver needs to be enabled with --web.enable-remote-write-receiver");
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    Request request = exchange.request();
    WriteRefusal refusal = encodingRefusal(request);
    if (refusal != null) {
      exchange.error(refusal.status(), refusal.text());
      return;
    }
    WriteMediaType type = WriteMediaType.parse(header(request, "Content-Type"));
    WriteMessage message = type.message();
    if (message == null) {
      exchange.error(UNSUPPORTED, type.problem());
    } else if (!options.acceptedMessages().contains(message)) {
      exchange.error(
          UNSUPPORTED,
          message.protobufName()
              + " protobuf message is not accepted by this server; only accepts "
              + WriteMessage.names(options.acceptedMessages()));
    } else {
      store(exchange, message);
    }
  }

  private static @Nullable WriteRefusal encodingRefusal(Request request) {
    String encoding = header(request, "Content-Encoding");
    if (!encoding.isEmpty() && !encoding.equals(SNAPPY)) {
      return new WriteRefusal(
          UNSUPPORTED,
          encoding
              + " encoding (compression) is not accepted by this server; only "
              + SNAPPY
              + " is acceptable");
    }
    if (request.body().length() > MAX_BYTES) {
      return new WriteRefusal(TOO_LARGE, "request body exceeds the " + MAX_BYTES + " bytes limit");
    }
    long length = SnappyBlock.declaredLength(request.body().bytes());
    if (length > MAX_BYTES) {
      return WriteRefusal.badRequest("decoded size exceeds the " + MAX_BYTES + " bytes limit");
    }
    return length == SnappyBlock.CORRUPT ? corrupt() : null;
  }

  private static WriteRefusal corrupt() {
    return WriteRefusal.badRequest("snappy: corrupt input");
  }

  private static String header(Request request, String name) {
    String value = request.header(name);
    return value == null ? "" : value;
  }

  private void store(Exchange exchange, WriteMessage message) throws IOException {
    WriteWorker worker;
    try {
      worker = workers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while waiting").initCause(e);
    }
    WriteOutcome outcome;
    try {
      outcome = store(exchange.request(), message, worker);
    } finally {
      workers.giveBack(worker);
    }
    answer(exchange, message, outcome);
  }

  private WriteOutcome store(Request request, WriteMessage message, WriteWorker worker) {
    byte[] body = request.body().bytes();
    int length = (int) SnappyBlock.declaredLength(body);
    return worker.unpack(body, length)
        ? worker.write(message, length, clock.nowMs())
        : WriteOutcome.nothing(corrupt());
  }

  private static void answer(Exchange exchange, WriteMessage message, WriteOutcome outcome)
      throws IOException {
    if (message == WriteMessage.V2) {
      exchange.header(WRITTEN + "Samples-Written", Long.toString(outcome.samples()));
      exchange.header(WRITTEN + "Histograms-Written", Long.toString(outcome.histograms()));
      exchange.header(WRITTEN + "Exemplars-Written", Long.toString(outcome.exemplars()));
    }
    WriteRefusal refusal = outcome.refusal();
    if (refusal == null) {
      exchange.begin(NO_CONTENT, null);
      return;
    }
    LOG.atWarn()
        .addKeyValue("protobuf_message", message.protobufName())
        .addKeyValue("status", refusal.status())
        .addKeyValue("err", firstLine(refusal.text()))
        .log("Remote write was refused");
    exchange.error(refusal.status(), refusal.text());
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end) + " ...";
  }
}
