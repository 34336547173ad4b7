package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.wal.BatchMark;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.WalReplay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The write-ahead log was read from 3:0 to 5:500, and has batches at 3:10, 4:20 and 5:30. */
class LateBatchesTest {
  private static final WalReplay.Result WHOLE = replayed(0);
  private static final WalReplay.Result DAMAGED = replayed(1);

  private final LateBatches batches = new LateBatches();

  private static LogPosition at(long segment, long offset) {
    return new LogPosition(segment, offset);
  }

  private static WalReplay.Result replayed(long corruptions) {
    return new WalReplay.Result(6, at(3, 0), at(5, 500), corruptions, 0);
  }

  private static BatchMark batch(LogPosition origin) {
    return new BatchMark(at(0, 0), 1, 0, origin);
  }

  private static BatchMark begin(LogPosition origin) {
    return new BatchMark(at(0, 0), 0, 0, origin);
  }

  @BeforeEach
  void log() {
    batches.addLogged(at(3, 10));
    batches.addLogged(at(4, 20));
    batches.addLogged(at(5, 30));
  }

  @Test
  void allAreMissingFromALogThatIsGone() {
    assertThat(batches.missing()).containsExactly(at(3, 10), at(4, 20), at(5, 30));
  }

  @Test
  void thoseThatItHasAreNot() {
    assertThat(batches.add(batch(at(4, 20)), WHOLE)).isTrue();
    assertThat(batches.missing()).containsExactly(at(3, 10), at(5, 30));
  }

  @Test
  void thoseBeforeItsBeginningAreInBlocks() {
    assertThat(batches.add(begin(at(4, 0)), WHOLE)).isTrue();
    assertThat(batches.missing()).containsExactly(at(4, 20), at(5, 30));
  }

  /** It was begun anew, but what it had before is still there. */
  @Test
  void aBeginningBehindBatchesSaysNothing() {
    batches.add(batch(at(4, 20)), WHOLE);
    batches.add(begin(at(5, 0)), WHOLE);
    assertThat(batches.missing()).containsExactly(at(3, 10), at(5, 30));
  }

  @Test
  void batchesBehindTheEndOfTheLogAreNone() {
    assertThat(batches.add(batch(at(5, 500)), WHOLE)).isFalse();
    assertThat(batches.add(batch(at(5, 500)), DAMAGED)).isFalse();
    assertThat(batches.add(batch(at(6, 0)), WHOLE)).isFalse();
  }

  @Test
  void batchesThatAWholeLogDoesNotHaveAreNone() {
    assertThat(batches.add(batch(at(4, 21)), WHOLE)).isFalse();
    assertThat(batches.add(batch(at(4, 21)), DAMAGED)).isTrue();
  }

  @Test
  void batchesFromBeforeTheReplayAreTaken() {
    assertThat(batches.add(batch(at(2, 900)), WHOLE)).isTrue();
    assertThat(batches.add(new BatchMark(at(0, 0), 1, 0, null), WHOLE)).isTrue();
  }
}
