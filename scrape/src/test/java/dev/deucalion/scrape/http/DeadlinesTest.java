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
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Longer than a test waits for what comes soon. */
  private static final long LATE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Deadlines deadlines = new Deadlines();

  @Test
  void aCallIsEndedAtItsDeadline() throws Exception {
    ClosedWire wire = new ClosedWire();
    Deadlines.Call call = beginSoon(deadlines, wire);
    wire.awaitClosed();
    assertThatThrownBy(() -> deadlines.end(call))
        .isExactlyInstanceOf(SocketTimeoutException.class)
        .hasMessage("deadline");
  }

  @Test
  void aDeadlineThatIsEarlierThanThoseBeforeIsKept() throws Exception {
    for (int round = 0; round < 20; round++) {
      Deadlines patient = new Deadlines(LATE_NANOS);
      ClosedWire slow = new ClosedWire();
      Deadlines.Call late = begin(patient, slow, LATE_NANOS);
      // By then the watcher waits, mostly.
      LockSupport.parkNanos(SOON_NANOS);
      ClosedWire hurried = new ClosedWire();
      beginSoon(patient, hurried);
      hurried.awaitClosed();
      patient.end(late);
      assertThat(slow.isClosed()).isFalse();
    }
  }

  @Test
  void aCallThatEndsInTimeLeavesItsConnectionOpen() throws Exception {
    ClosedWire quick = endInTime();
    for (int i = 0; i < 3; i++) {
      ClosedWire slow = new ClosedWire();
      beginSoon(deadlines, slow);
      slow.awaitClosed();
    }
    assertThat(quick.isClosed()).isFalse();
  }

  /** The wire of a call that ended before its deadline, which will have passed soon. */
  private ClosedWire endInTime() {
    while (true) {
      ClosedWire wire = new ClosedWire();
      try {
        deadlines.end(begin(deadlines, wire, SOON_NANOS));
        return wire;
      } catch (SocketTimeoutException e) {
        // This machine is busy.
      }
    }
  }

  @Test
  void aCallAfterItsDeadlineDoesNotBegin() {
    ClosedWire wire = new ClosedWire();
    assertThatThrownBy(() -> begin(deadlines, wire, 0))
        .isExactlyInstanceOf(SocketTimeoutException.class);
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
    assertThat(all).as("late ones, seed %d", seed).isPositive();
  }

  /** Makes calls that take about as long as they may; how many of them were ended. */
  private int lateOf(int calls, SplittableRandom random) throws Exception {
    int late = 0;
    for (int i = 0; i < calls; i++) {
      ClosedWire wire = new ClosedWire();
      Deadlines.Call call = beginSoon(deadlines, wire);
      LockSupport.parkNanos(random.nextLong(2 * SOON_NANOS));
      try {
        deadlines.end(call);
        assertThat(wire.isClosed()).isFalse();
      } catch (SocketTimeoutException e) {
        wire.awaitClosed();
        late++;
      }
    }
    return late;
  }

  @Test
  void aCallThatComesWhenTheWatcherHasNothingToDoIsWatched() throws Exception {
    for (int i = 0; i < 50; i++) {
      ClosedWire wire = new ClosedWire();
      beginSoon(deadlines, wire);
      wire.awaitClosed();
    }
  }

  /** Begins a call that may take a moment; again, where that was over before it began. */
  private static Deadlines.Call beginSoon(Deadlines deadlines, Wire wire) {
    while (true) {
      try {
        return begin(deadlines, wire, SOON_NANOS);
      } catch (SocketTimeoutException e) {
        // This machine is busy.
      }
    }
  }

  private static Deadlines.Call begin(Deadlines deadlines, Wire wire, long inNanos)
      throws SocketTimeoutException {
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
