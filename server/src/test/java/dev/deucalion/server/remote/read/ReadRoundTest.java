package dev.deucalion.server.remote.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions.ReadSwitch;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.ReadWarnings;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several remote ends, several selectors, and what a query allows. */
class ReadRoundTest {
  private static final long MAX_BYTES = 1 << 20;
  private static final String STREAMED =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
  private static final byte[] ANSWER =
      Answers.streamed(List.of(Answers.counting(Labels.of("__name__", "m"), 60)));

  private final Tsdb local = Tsdb.inMemory();
  private final RemoteReads reads =
      new RemoteReads(
          local,
          () -> Long.MAX_VALUE,
          new HttpResources(MAX_BYTES, "test", Map.of(), Resolver.SYSTEM),
          MAX_BYTES);
  private final List<String> warnings = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Allowance allowance = new Allowance();
  private HttpServer remote;

  /** What a query allows, and holds. */
  private static final class Allowance implements ReadGuard.Limits {
    final AtomicLong heldBytes = new AtomicLong();
    volatile long maxBytes = Long.MAX_VALUE;
    volatile boolean over;

    @Override
    public void checkpoint() {
      if (over) {
        throw new IllegalStateException("the query is over");
      }
    }

    @Override
    public void holdBytes(long bytes) {
      if (heldBytes.addAndGet(bytes) > maxBytes) {
        throw new IllegalStateException("too much memory");
      }
    }

    @Override
    public void releaseBytes(long bytes) {
      heldBytes.addAndGet(-bytes);
    }
  }

  /** Answers a request with a code. */
  private interface Answering {
    int code() throws InterruptedException, BrokenBarrierException, TimeoutException;
  }

  @BeforeEach
  void start() throws IOException {
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    remote.start();
  }

  @AfterEach
  void stop() throws IOException {
    remote.stop(0);
    local.close();
  }

  private void apply(int ends, Answering answering) {
    remote.createContext("/", exchange -> answer(exchange, answering));
    List<RemoteReadOptions> all = new ArrayList<>();
    for (int i = 0; i < ends; i++) {
      String url = "http://127.0.0.1:" + remote.getAddress().getPort() + "/" + i;
      all.add(
          new RemoteReadOptions(
              "end" + i,
              url,
              url,
              60_000,
              MAX_BYTES,
              Map.of(),
              Map.of(),
              Set.of(ReadSwitch.READ_RECENT),
              HttpClientOptions.DEFAULTS));
    }
    reads.apply(Labels.EMPTY, all);
  }

  private void answer(HttpExchange exchange, Answering answering) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      int code = answering.code();
      exchange.getResponseHeaders().set("Content-Type", STREAMED);
      exchange.sendResponseHeaders(code, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException(e);
    }
  }

  /** Sizes of what is found for each of some metrics. */
  private List<Integer> read(String... metrics) {
    List<SeriesSelector> selectors =
        Stream.of(metrics)
            .map(name -> new SeriesSelector(List.of(Matcher.equal("__name__", name)), 0, 100, true))
            .toList();
    try (Querier querier = reads.querier(0, 100)) {
      return ReadGuard.call(
          allowance,
          () ->
              ReadWarnings.collect(warnings::add, () -> querier.select(selectors)).stream()
                  .map(SeriesSet::size)
                  .toList());
    }
  }

  @Test
  void allEndsAreAskedAtATime() {
    CyclicBarrier together = new CyclicBarrier(3);
    apply(
        3,
        () -> {
          together.await(30, TimeUnit.SECONDS);
          return 200;
        });
    assertThat(read("a", "b")).containsExactly(1, 1);
    assertThat(warnings).isEmpty();
    assertThat(requests).hasValue(6);
  }

  @Test
  void anEndThatFailsForOneSelectorCountsForNone() {
    apply(1, () -> requests.get() == 2 ? 500 : 200);
    assertThat(read("a", "b", "c")).containsExactly(0, 0, 0);
    assertThat(warnings).singleElement().asString().contains("500 Internal Server Error");
    assertThat(requests).hasValue(2);
    assertThat(allowance.heldBytes).hasValue(0);
  }

  @Test
  void answersAreMemoryOfTheQuery() {
    apply(2, () -> 200);
    assertThat(read("a", "b")).containsExactly(1, 1);
    long held = allowance.heldBytes.get();
    assertThat(held).isGreaterThan(4L * ANSWER.length);
    allowance.heldBytes.set(0);
    allowance.maxBytes = held - 1;
    assertThatThrownBy(() -> read("a", "b")).hasMessage("too much memory");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aQueryThatIsOverDoesNotWaitForItsEnds() {
    CountDownLatch end = new CountDownLatch(1);
    apply(
        2,
        () -> {
          allowance.over = true;
          end.await(60, TimeUnit.SECONDS);
          return 200;
        });
    try {
      assertThatThrownBy(() -> read("a")).hasMessage("the query is over");
      assertThat(end.getCount()).isEqualTo(1);
    } finally {
      end.countDown();
    }
  }
}
