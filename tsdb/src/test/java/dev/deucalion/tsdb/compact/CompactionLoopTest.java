package dev.deucalion.tsdb.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What fails is tried again, and keeps nothing else from being done. */
class CompactionLoopTest {
  private static final long INTERVAL_MS = 60_000;

  private final Fake work = new Fake();
  private long nowMs = 1_000_000;
  private final CompactionLoop loop = new CompactionLoop(work, () -> nowMs, INTERVAL_MS);

  /** Counts what it does, and fails at that when it is told to. */
  private static final class Fake implements DueWork {
    private int reloads;
    private int staleCompactions;
    private int compactions;
    private boolean isReloadBad;
    private boolean isStaleBad;
    private boolean isCompactionBad;

    @Override
    public void reclaim() {}

    @Override
    public boolean isHeadDue() {
      return false;
    }

    @Override
    public void reload() throws IOException {
      reloads++;
      if (isReloadBad) {
        throw new IOException("no such directory");
      }
    }

    @Override
    public void compactStale() {
      staleCompactions++;
      if (isStaleBad) {
        throw new IllegalStateException("a fault in the program");
      }
    }

    @Override
    public void compact() {
      compactions++;
      if (isCompactionBad) {
        throw new InternalError("a fault in a mapped file");
      }
    }
  }

  private void stepIn(long ms) {
    nowMs += ms;
    loop.step();
  }

  @Test
  void isDoneOnceAnInterval() {
    stepIn(INTERVAL_MS - 1);
    assertThat(work.reloads + work.staleCompactions + work.compactions).isZero();
    stepIn(1);
    stepIn(INTERVAL_MS - 1);
    assertThat(work.reloads).isEqualTo(1);
    assertThat(work.staleCompactions).isEqualTo(1);
    assertThat(work.compactions).isEqualTo(1);
    assertThat(loop.waitMs()).isEqualTo(1_000);
  }

  @Test
  void blocksAreMergedWhateverElseFails() {
    work.isReloadBad = true;
    work.isStaleBad = true;
    stepIn(INTERVAL_MS);
    assertThat(work.staleCompactions).isEqualTo(1);
    assertThat(work.compactions).isEqualTo(1);
  }

  @Test
  void faultIsTriedAgainAfterASecondAndThenLonger() {
    work.isCompactionBad = true;
    stepIn(INTERVAL_MS);
    for (long waitMs : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000}) {
      assertThat(loop.waitMs()).isEqualTo(waitMs);
      stepIn(waitMs);
    }
    assertThat(work.compactions).isEqualTo(9);
    work.isCompactionBad = false;
    stepIn(1_000);
    assertThat(work.compactions).isEqualTo(10);
    assertThat(loop.waitMs()).isEqualTo(1_000);
    stepIn(1_000);
    assertThat(work.compactions).isEqualTo(10);
  }
}
