package dev.deucalion.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTest {
  private final Turn turn = new Turn();

  @Test
  void theEventLoopFindsTheEndWhenItLooks() {
    assertThat(turn.end(17)).isTrue();
    assertThat(turn.hasEndedOrTells()).isTrue();
    assertThat(turn.hasEndedOrTells()).isTrue();
    assertThat(turn.endNanos()).isEqualTo(17);
    assertThat(turn.exchange()).isNull();
  }

  @Test
  void theEventLoopIsToldWhenItLookedBefore() {
    assertThat(turn.hasEndedOrTells()).isFalse();
    assertThat(turn.end(17)).isFalse();
    assertThat(turn.hasEndedOrTells()).isFalse();
  }
}
