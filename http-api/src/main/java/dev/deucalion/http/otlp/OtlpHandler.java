package dev.deucalion.http.otlp;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/otlp/v1/metrics}. Success means that all samples are in the log; where one is
 * refused, none is. Samples refused for their time are 400; as in Prometheus, all other faults of
 * what a readable request says are 500. A log that cannot be written is 503, since that alone makes
 * senders of OTLP try again.
 */
public final class OtlpHandler implements Handler {
  /** Most bytes of a request's content, before and after it is unpacked. */
  public static final int MAX_BYTES = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(OtlpHandler.class);
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  /** Streams of points with delta temporality have this part of the heap. */
  private static final int DELTA_HEAP_SHARE = 16;

  private final Supplier<OtlpSettings> settings;
  private final Clock clock;
  private final Appendable store;
  private final OtlpCounters counters;
  private final DeltaStreams deltas;

  /** Bounds what requests hold in memory while they are unpacked. */
  private final Semaphore permits;

  /**
   * A receiver.
   *
   * @param settings asked for each request
   * @param random seeds hashes, so that clients cannot make two streams meet
   */
  public OtlpHandler(
      Supplier<OtlpSettings> settings,
      Clock clock,
      Appendable store,
      RandomGenerator random,
      OtlpCounters counters) {
    this.settings = settings;
    this.clock = clock;
    this.store = store;
    this.counters = counters;
    deltas = new DeltaStreams(random, Runtime.getRuntime().maxMemory() / DELTA_HEAP_SHARE);
    permits = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
  }

  /** Answers where the receiver is switched off. */
  public static void disabled(Exchange exchange) throws IOException {
    exchange.error(
        NOT_FOUND, "otlp write receiver needs to be enabled with --web.enable-otlp-receiver");
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while waiting").initCause(e);
    }
    Answer answer;
    try {
      answer = receive(exchange.request());
    } finally {
      permits.release();
    }
    if (answer.status() == 200) {
      exchange.begin(200, null);
      return;
    }
    LOG.atWarn()
        .addKeyValue("status", answer.status())
        .addKeyValue("err", answer.text())
        .log("OTLP write was refused");
    exchange.error(answer.status(), answer.text());
  }

  private record Answer(int status, String text) {}

  private Answer receive(Request request) {
    byte[] message;
    int length;
    try {
      String type = header(request, "Content-Type");
      if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
        return new Answer(
            BAD_REQUEST,
            "unsupported content type: " + type + ", supported: [" + JSON + ", " + PROTOBUF + "]");
      }
      message = unpacked(request);
      length = message.length;
      if (type.equals(JSON)) {
        WireWriter written = new OtlpJson().write(message, length);
        message = written.array();
        length = written.size();
      }
    } catch (IOException e) {
      return new Answer(BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    return store(message, length);
  }

  private static byte[] unpacked(Request request) throws IOException {
    byte[] body = request.body().bytes();
    String encoding = header(request, "Content-Encoding");
    return switch (encoding) {
      case "" -> body;
      case "gzip" -> {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
          byte[] content = in.readNBytes(MAX_BYTES + 1);
          if (content.length > MAX_BYTES) {
            throw new IOException("decoded size exceeds the " + MAX_BYTES + " bytes limit");
          }
          yield content;
        }
      }
      default ->
          throw new IOException(
              "unsupported compression: "
                  + encoding
                  + ". Only \"gzip\" or no compression supported");
    };
  }

  private static String header(Request request, String name) {
    String value = request.header(name);
    return value == null ? "" : value;
  }

  private Answer store(byte[] message, int length) {
    OtlpWarnings warnings = new OtlpWarnings(counters);
    long nowMs = clock.nowMs();
    try (DeltaStreams.Turn turn = deltas.begin(nowMs);
        Appender appender = store.appender()) {
      OtlpSettings now = settings.get();
      OtlpBatch batch = new OtlpBatch(appender, now.switches(), counters, nowMs);
      OtlpRequest request = new OtlpRequest(now, batch, warnings, new DeltaConversion(turn));
      List<String> faults = request.write(message, length);
      if (!faults.isEmpty()) {
        return new Answer(
            batch.isRefusedForTime() ? BAD_REQUEST : INTERNAL_ERROR, String.join("\n", faults));
      }
      appender.commit();
      turn.stored();
    } catch (WireException e) {
      return new Answer(BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Answer(UNAVAILABLE, String.valueOf(e.getMessage()));
    }
    if (!warnings.texts().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("warnings", warnings.texts())
          .log("Warnings translating OTLP metrics");
    }
    return new Answer(200, "");
  }
}
