package dev.deucalion.server.remote.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.xerial.snappy.Snappy;

/** A remote end of both versions that notes what it gets and answers as it is told. */
public final class TestReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Sample> taken = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Integer> answer = request -> 204;

  /** A float of a series. */
  public record Sample(Map<String, String> labels, long timeMs, double value) {}

  /**
   * A request.
   *
   * @param attempt how often it was sent before
   */
  public record Request(String version, int attempt, List<Sample> samples) {}

  private TestReceiver(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of the loopback interface. */
  public static TestReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestReceiver receiver = new TestReceiver(server);
    server.createContext("/", receiver::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  /** Where it takes requests. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/write";
  }

  /** Answers from now on with the codes that a function gives. */
  public void answer(Function<Request, Integer> newAnswer) {
    answer = newAnswer;
  }

  /** All requests so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Samples of all requests that were answered with success, in their order. */
  public List<Sample> taken() {
    return taken;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = Snappy.uncompress(exchange.getRequestBody().readAllBytes());
      String version = exchange.getRequestHeaders().getFirst("X-Prometheus-Remote-Write-Version");
      String attempt = exchange.getRequestHeaders().getFirst("Retry-Attempt");
      List<Sample> samples = version.startsWith("2") ? readV2(body) : readV1(body);
      Request request =
          new Request(version, attempt == null ? 0 : Integer.parseInt(attempt), samples);
      requests.add(request);
      int code = answer.apply(request);
      if (code / 100 == 2) {
        taken.addAll(samples);
        exchange
            .getResponseHeaders()
            .set("X-Prometheus-Remote-Write-Samples-Written", Integer.toString(samples.size()));
      }
      exchange.sendResponseHeaders(code, -1);
    } catch (WireException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static List<Sample> readV1(byte[] body) throws WireException {
    List<Sample> samples = new ArrayList<>();
    WireReader in = new WireReader().reset(body, 0, body.length);
    while (in.next()) {
      if (in.tag() != (1 << 3 | WireType.LEN)) {
        in.skip();
        continue;
      }
      int outer = in.enter();
      Map<String, String> labels = new TreeMap<>();
      while (in.next()) {
        int field = in.field();
        int inner = in.enter();
        switch (field) {
          case 1 -> readLabel(in, labels);
          case 2 -> samples.add(readSample(in, labels));
          default -> {}
        }
        in.leave(inner);
      }
      in.leave(outer);
    }
    return samples;
  }

  private static void readLabel(WireReader in, Map<String, String> labels) throws WireException {
    String name = "";
    String value = "";
    while (in.next()) {
      if (in.field() == 1) {
        name = in.readString();
      } else {
        value = in.readString();
      }
    }
    labels.put(name, value);
  }

  private static Sample readSample(WireReader in, Map<String, String> labels) throws WireException {
    double value = 0;
    long timeMs = 0;
    while (in.next()) {
      if (in.field() == 1) {
        value = in.readDouble();
      } else {
        timeMs = in.readVarint();
      }
    }
    return new Sample(labels, timeMs, value);
  }

  private static List<Sample> readV2(byte[] body) throws WireException {
    List<String> symbols = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    WireReader in = new WireReader().reset(body, 0, body.length);
    while (in.next()) {
      switch (in.field()) {
        case 4 -> symbols.add(in.readString());
        case 5 -> {
          int outer = in.enter();
          readSeriesV2(in, symbols, samples);
          in.leave(outer);
        }
        default -> in.skip();
      }
    }
    return samples;
  }

  private static void readSeriesV2(WireReader in, List<String> symbols, List<Sample> samples)
      throws WireException {
    Map<String, String> labels = new TreeMap<>();
    while (in.next()) {
      int field = in.field();
      int inner = in.enter();
      switch (field) {
        case 1 -> {
          while (in.hasRemaining()) {
            String name = symbols.get((int) in.readVarint());
            labels.put(name, symbols.get((int) in.readVarint()));
          }
        }
        case 2 -> samples.add(readSample(in, labels));
        default -> {}
      }
      in.leave(inner);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
