package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.remote.options.QueueOptions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShardPlanTest {
  private static final QueueOptions QUEUE =
      new QueueOptions(10_000, 20, 2, 2_000, 5_000, QueueOptions.DEFAULTS.backoff(), 0);

  @Test
  void asManyAsIncomingSamplesKeepBusy() {
    // 10,000 a second at half a millisecond each keep five shards busy.
    assertThat(ShardPlan.desired(new ShardPlan.Load(10_000, 10_000, 0, 5, 0))).isEqualTo(5);
  }

  @Test
  void whatIsBehindCountsByATwentieth() {
    double busy = ShardPlan.desired(new ShardPlan.Load(10_000, 10_000, 0, 5, 20));
    assertThat(busy).isEqualTo(10);
  }

  @Test
  void whatIsDroppedTakesNoTime() {
    double busy = ShardPlan.desired(new ShardPlan.Load(20_000, 10_000, 10_000, 5, 0));
    assertThat(busy).isEqualTo(5);
  }

  @Test
  void nothingSentSaysNothing() {
    double busy = ShardPlan.desired(new ShardPlan.Load(10_000, 0, 0, 5, 0));
    assertThat(busy).isNaN();
    assertThat(ShardPlan.shards(busy, 4, 0, QUEUE)).isEqualTo(4);
  }

  @Test
  void smallChangesAreNotMade() {
    assertThat(ShardPlan.shards(7.1, 10, 0, QUEUE)).isEqualTo(10);
    assertThat(ShardPlan.shards(13, 10, 0, QUEUE)).isEqualTo(10);
    assertThat(ShardPlan.shards(13.1, 10, 0, QUEUE)).isEqualTo(14);
    assertThat(ShardPlan.shards(6, 10, 0, QUEUE)).isEqualTo(6);
  }

  @Test
  void noFewerWhileFarBehind() {
    assertThat(ShardPlan.shards(3, 10, 10.1, QUEUE)).isEqualTo(10);
    assertThat(ShardPlan.shards(15, 10, 10.1, QUEUE)).isEqualTo(15);
  }

  @Test
  void staysWithinItsBounds() {
    assertThat(ShardPlan.shards(1e9, 10, 0, QUEUE)).isEqualTo(20);
    assertThat(ShardPlan.shards(0.1, 10, 0, QUEUE)).isEqualTo(2);
  }

  @Test
  void ratesFollowSlowly() {
    EventRate rate = new EventRate(10);
    rate.tick();
    assertThat(rate.perSecond()).isZero();
    rate.add(100);
    rate.tick();
    assertThat(rate.perSecond()).isEqualTo(10);
    rate.add(200);
    rate.tick();
    assertThat(rate.perSecond()).isEqualTo(12);
    rate.tick();
    assertThat(rate.perSecond()).isCloseTo(9.6, Offset.offset(1e-9));
  }
}
