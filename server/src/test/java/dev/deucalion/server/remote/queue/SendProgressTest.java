package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.wal.LogPosition;
import org.junit.jupiter.api.Test;

class SendProgressTest {
  private long oldest = Shard.NOTHING;
  private final SendProgress progress =
      new SendProgress(null, new QueuePosition(at(10), at(20)), () -> oldest);

  private static LogPosition at(long offset) {
    return new LogPosition(3, offset);
  }

  private long give(long from, long to) {
    long record = progress.begin(at(from), at(to));
    progress.given();
    return record;
  }

  @Test
  void whatWasSentEndsBeforeTheOldestRecordOnItsWay() {
    give(10, 12);
    long second = give(12, 14);
    oldest = second;
    progress.done();
    assertThat(progress.position().sent()).isEqualTo(at(12));
    oldest = Shard.NOTHING;
    progress.done();
    assertThat(progress.position().sent()).isEqualTo(at(14));
  }

  @Test
  void recordsThatAreNotToBeSentHoldNothing() {
    give(10, 12);
    progress.readTo(at(17));
    progress.done();
    assertThat(progress.position().sent()).isEqualTo(at(17));
    oldest = progress.begin(at(17), at(19));
    progress.readTo(at(19));
    progress.done();
    assertThat(progress.position().sent()).isEqualTo(at(17));
  }

  private boolean isDoubtful(long record) {
    return progress.isDoubtful(record, record);
  }

  @Test
  void whatMayHaveBeenSentIsDoubtfulAndWhatIsGivenAgain() {
    assertThat(isDoubtful(give(15, 20))).isTrue();
    long sure = give(20, 22);
    oldest = sure;
    assertThat(isDoubtful(sure)).isFalse();
    long part = progress.begin(at(22), at(24));
    progress.repeat();
    progress.done();
    long again = give(22, 24);
    assertThat(isDoubtful(again)).isTrue();
    assertThat(isDoubtful(sure)).isFalse();
    assertThat(isDoubtful(part)).isFalse();
    assertThat(isDoubtful(give(24, 26))).isFalse();
    assertThat(progress.isDoubtful(sure, again)).isTrue();
    assertThat(progress.isDoubtful(sure, part)).isFalse();
  }

  @Test
  void aRecordThatIsGivenAgainTwiceIsDoubtfulBothTimes() {
    oldest = progress.begin(at(22), at(24));
    progress.repeat();
    long second = progress.begin(at(22), at(24));
    progress.repeat();
    long third = give(22, 24);
    progress.done();
    assertThat(isDoubtful(oldest)).isFalse();
    assertThat(isDoubtful(second)).isTrue();
    assertThat(isDoubtful(third)).isTrue();
  }
}
