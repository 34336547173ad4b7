package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.http.Body;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.RecordingStore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two thousand targets, a tenth of which never answer: the others keep their schedule. */
class HangingTargetsTest {
  private static final int TARGETS = 2_000;
  private static final long INTERVAL_MS = 10_000;
  private static final int INTERVALS = 2;

  private final ManualTime time = new ManualTime(1_700_000_000_000L);
  private final RecordingStore store = new RecordingStore();
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger mostHanging = new AtomicInteger();

  private static boolean hangs(String address) {
    return address.endsWith("7");
  }

  private static String address(int i) {
    return "host-" + i;
  }

  private Fetcher fetcher(ScrapeJobOptions job, Target target, Connector connector) {
    return hangs(target.labels().get("instance")) ? new Hanging() : new Answering();
  }

  /** Answers at once. */
  private static final class Answering implements Fetcher {
    @Override
    public String fetch(long timeoutMs, Body body) throws FetchException {
      byte[] text = "a 1\n".getBytes(StandardCharsets.UTF_8);
      body.append(text, 0, text.length);
      return "text/plain; version=0.0.4";
    }

    @Override
    public void close() {}
  }

  /** Lets its client wait until the timeout is over, or the client gives up. */
  private final class Hanging implements Fetcher {
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;

    @Override
    public String fetch(long timeoutMs, Body body) throws FetchException {
      mostHanging.accumulateAndGet(hanging.incrementAndGet(), Math::max);
      waiting = Thread.currentThread();
      long untilMs = time.nowMs() + timeoutMs;
      while (!closed && time.nowMs() < untilMs) {
        time.park((untilMs - time.nowMs()) * 1_000_000);
      }
      hanging.decrementAndGet();
      throw new FetchException(FetchException.Kind.FAILED, "context deadline exceeded");
    }

    @Override
    public void close() {
      closed = true;
      LockSupport.unpark(waiting);
    }
  }

  private ScrapeManager start() {
    ScrapeManager manager =
        new ScrapeManager(
            store,
            DiscoveryContext.of(
                time, time, new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM)),
            DiscoveryMechanisms.installed(),
            this::fetcher,
            new RecordedFailures(),
            new Random(1),
            ScrapeManagerOptions.defaults("agent", "host"));
    List<String> addresses = IntStream.range(0, TARGETS).mapToObj(i -> address(i)).toList();
    manager.applyConfig(GlobalScrapeOptions.DEFAULTS, List.of(job(addresses, INTERVAL_MS)));
    return manager;
  }

  /** A job whose scrapes may take all of their interval. */
  static ScrapeJobOptions job(List<String> addresses, long intervalMs) {
    return ScrapeJobOptions.builder("j")
        .scrapeIntervalMs(intervalMs)
        .scrapeTimeoutMs(intervalMs)
        .discovery(List.of(new StaticGroup(addresses, Labels.EMPTY, "0")))
        .build();
  }

  /** Times and values of whether a target was up. */
  private List<String> up(String address) {
    return store.samples(Labels.of("__name__", "up", "instance", address, "job", "j"));
  }

  @Test
  void theOthersKeepTheirSchedule() {
    try (ScrapeManager _ = start()) {
      time.advanceMs(INTERVALS * INTERVAL_MS, TARGETS);
      assertThat(mostHanging.get()).isEqualTo(TARGETS / 10);
      Set<Long> offsets = new HashSet<>();
      for (int i = 0; i < TARGETS; i++) {
        List<String> up = up(address(i));
        if (hangs(address(i))) {
          assertThat(up).as(address(i)).allSatisfy(sample -> assertThat(sample).endsWith(":0.0"));
          continue;
        }
        assertThat(up).as(address(i)).hasSize(INTERVALS);
        long firstMs = timeMs(up.getFirst());
        offsets.add(firstMs % INTERVAL_MS);
        for (int n = 0; n < INTERVALS; n++) {
          assertThat(up.get(n)).as(address(i)).isEqualTo((firstMs + n * INTERVAL_MS) + ":1.0");
        }
      }
      assertThat(offsets).as("spread over the interval").hasSizeGreaterThan(TARGETS / 2);
    }
  }

  private static long timeMs(String sample) {
    return Long.parseLong(sample.substring(0, sample.indexOf(':')));
  }
}
