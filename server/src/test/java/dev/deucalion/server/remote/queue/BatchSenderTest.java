package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.remote.client.WriteClients;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.message.SentSeries;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchSenderTest {
  private static final byte[][] SYMBOLS = {{'a'}, {'b'}};

  private final QueueState state = new QueueState();
  private final AtomicInteger clientsMade = new AtomicInteger();

  private static SendProgress progress(Shard shard) {
    return new SendProgress(null, QueuePosition.at(new LogPosition(0, 0)), shard::oldestRecord);
  }

  /** A sender whose second client cannot be made the first time, which it wants at once. */
  private BatchSender senderThatLacksItsClient(
      TestReceiver receiver, Shard shard, SendProgress progress, Error error) {
    RemoteWriteOptions options = TestQueues.options(receiver.url(), TestQueues.QUICK);
    WriteClients clients = TestQueues.clients(options);
    BatchSender sender =
        new BatchSender(
            options,
            shard,
            state,
            progress,
            () -> {
              if (clientsMade.incrementAndGet() == 2) {
                throw error;
              }
              return clients.client();
            },
            Clock.SYSTEM);
    sender.renewClient();
    return sender;
  }

  @Test
  void sendsWhatItHadNoMemoryFor() throws IOException, InterruptedException {
    try (TestReceiver receiver = TestReceiver.start()) {
      Shard shard = new Shard(10, 10, 1, state.counters);
      SendProgress progress = progress(shard);
      BatchSender sender =
          senderThatLacksItsClient(receiver, shard, progress, new OutOfMemoryError("a test"));
      addTwo(shard, progress);
      assertThat(Thread.ofVirtual().start(sender).join(Duration.ofSeconds(60))).isTrue();
      assertThat(clientsMade).hasValue(3);
      assertThat(receiver.taken()).hasSize(2);
      assertThat(progress.position().sent()).isEqualTo(new LogPosition(0, 2));
    }
  }

  @Test
  void dropsWhatItCannotSendForAnErrorOfItsOwnAndGoesOn() throws IOException, InterruptedException {
    try (TestReceiver receiver = TestReceiver.start()) {
      Shard shard = new Shard(10, 1, 1, state.counters);
      SendProgress progress = progress(shard);
      BatchSender sender =
          senderThatLacksItsClient(receiver, shard, progress, new NoClassDefFoundError("a test"));
      addTwo(shard, progress);
      assertThat(Thread.ofVirtual().start(sender).join(Duration.ofSeconds(60))).isTrue();
      assertThat(receiver.taken()).extracting(TestReceiver.Sample::timeMs).containsExactly(1L);
      QueueStats.OfKind samples = state.counters.stats(SampleKind.SAMPLE);
      assertThat(samples.failed()).isOne();
      assertThat(samples.pending()).isZero();
      assertThat(progress.position().sent()).isEqualTo(new LogPosition(0, 2));
    }
  }

  /** Gives a shard a sample at 0 and one at 1, each of a record of its own, and no more. */
  private static void addTwo(Shard shard, SendProgress progress) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      long record = progress.begin(new LogPosition(0, i), new LogPosition(0, i + 1));
      shard.add(new SentSeries(1, SYMBOLS), i, 0, null, record);
      progress.given();
    }
    shard.close();
  }

  private static Stream<Error> errors() {
    return Stream.of(new OutOfMemoryError("a test"), new InternalError("a test"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void goesOnWhenItCouldNotSayWhatItSent(Error error) throws IOException, InterruptedException {
    try (TestReceiver receiver = TestReceiver.start()) {
      RemoteWriteOptions options = TestQueues.options(receiver.url(), TestQueues.QUICK);
      Shard shard = new Shard(10, 1, 1, state.counters);
      AtomicInteger asked = new AtomicInteger();
      SendProgress progress =
          new SendProgress(
              null,
              QueuePosition.at(new LogPosition(0, 0)),
              () -> {
                if (asked.incrementAndGet() == 1) {
                  throw error;
                }
                return shard.oldestRecord();
              });
      BatchSender sender =
          new BatchSender(
              options, shard, state, progress, TestQueues.clients(options)::client, Clock.SYSTEM);
      addTwo(shard, progress);
      assertThat(Thread.ofVirtual().start(sender).join(Duration.ofSeconds(60))).isTrue();
      assertThat(receiver.taken()).hasSize(2);
      assertThat(progress.position().sent()).isEqualTo(new LogPosition(0, 2));
    }
  }

  @Test
  void endsThoseThatStartedWhereAnotherCannot() throws IOException, InterruptedException {
    RemoteWriteOptions options = TestQueues.options("http://127.0.0.1:1/", TestQueues.QUICK);
    SendProgress progress =
        new SendProgress(null, QueuePosition.at(new LogPosition(0, 0)), () -> Shard.NOTHING);
    List<Shard> made = new ArrayList<>();
    Shards shards =
        new Shards(
            "a",
            () -> new Shard(10, 10, 1, state.counters),
            shard -> {
              made.add(shard);
              if (made.size() == 2) {
                throw new OutOfMemoryError("a test");
              }
              return new BatchSender(
                  options,
                  shard,
                  state,
                  progress,
                  TestQueues.clients(options)::client,
                  Clock.SYSTEM);
            });
    assertThatThrownBy(() -> shards.start(2)).isInstanceOf(OutOfMemoryError.class);
    assertThat(shards.count()).isZero();
    assertThat(made.getFirst().add(new SentSeries(1, SYMBOLS), 1, 0, null, 1)).isFalse();
  }
}
