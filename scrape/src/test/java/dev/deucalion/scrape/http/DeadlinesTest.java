package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long NEVER_NANOS = Long.MAX_VALUE / 2;

  private final Deadlines deadlines = new Deadlines();

  @Test
  void aCallIsEndedAtItsDeadline() throws Exception {
    ClosedWire wire = new ClosedWire();
    Deadlines.Call call = begin(wire, SOON_NANOS);
    wire.awaitClosed();
    assertThatThrownBy(() -> deadlines.end(call))
        .isExactlyInstanceOf(SocketTimeoutException.class)
        .hasMessage("deadline");
  }

  @Test
  void aDeadlineThatIsEarlierThanThoseBeforeIsKept() throws Exception {
    ClosedWire patient = new ClosedWire();
    ClosedWire hurried = new ClosedWire();
    Deadlines.Call late = begin(patient, NEVER_NANOS);
    begin(hurried, SOON_NANOS);
    hurried.awaitClosed();
    deadlines.end(late);
    assertThat(patient.isClosed()).isFalse();
  }

  @Test
  void aCallThatEndsInTimeLeavesItsConnectionOpen() throws Exception {
    ClosedWire quick = new ClosedWire();
    ClosedWire slow = new ClosedWire();
    Deadlines.Call call = begin(quick, SOON_NANOS);
    begin(slow, SOON_NANOS + 1_000_000);
    deadlines.end(call);
    slow.awaitClosed();
    assertThat(quick.isClosed()).isFalse();
  }

  @Test
  void aCallAfterItsDeadlineDoesNotBegin() {
    ClosedWire wire = new ClosedWire();
    assertThatThrownBy(() -> begin(wire, 0)).isExactlyInstanceOf(SocketTimeoutException.class);
    assertThat(wire.isClosed()).isFalse();
  }

  @Test
  void eachOfManyCallsIsEndedOnceByOneOfBoth() throws Exception {
    long seed = System.nanoTime();
    List<Future<Integer>> late = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 20; thread++) {
        SplittableRandom random = new SplittableRandom(seed + thread);
        late.add(threads.submit(() -> lateOf(500, random)));
      }
    }
    int all = 0;
    for (Future<Integer> each : late) {
      all += each.get();
    }
    assertThat(all).as("late ones, seed %d", seed).isBetween(1, 20 * 500 - 1);
  }

  /** Begins calls that take about as long as they may; how many of them were late. */
  private int lateOf(int calls, SplittableRandom random) throws Exception {
    int late = 0;
    for (int i = 0; i < calls; i++) {
      ClosedWire wire = new ClosedWire();
      boolean inTime = true;
      try {
        Deadlines.Call call = begin(wire, random.nextLong(1_000, 1_000_000));
        LockSupport.parkNanos(random.nextLong(1_000_000));
        deadlines.end(call);
      } catch (SocketTimeoutException e) {
        inTime = false;
        late++;
      }
      if (inTime) {
        assertThat(wire.isClosed()).isFalse();
      }
    }
    return late;
  }

  @Test
  void aCallThatComesWhenTheWatcherHasNothingToDoIsWatched() throws Exception {
    for (int i = 0; i < 50; i++) {
      ClosedWire wire = new ClosedWire();
      begin(wire, TimeUnit.MILLISECONDS.toNanos(1));
      wire.awaitClosed();
    }
  }

  private Deadlines.Call begin(Wire wire, long inNanos) throws SocketTimeoutException {
    return deadlines.begin(wire, System.nanoTime() + inNanos);
  }

  /** Knows whether it was closed. */
  private static final class ClosedWire implements Wire {
    private final CountDownLatch closed = new CountDownLatch(1);

    boolean isClosed() {
      return closed.getCount() == 0;
    }

    void awaitClosed() throws InterruptedException {
      assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Override
    public void close() {
      closed.countDown();
    }

    @Override
    public InputStream input() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void deadlineNanos(long nanos) {
      throw new UnsupportedOperationException();
    }
  }
}
