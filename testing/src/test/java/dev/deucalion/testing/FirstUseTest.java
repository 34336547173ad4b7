package dev.deucalion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class FirstUseTest {
  @Test
  void goesToItsEnd() {
    assertThatCode(FirstUse::use).doesNotThrowAnyException();
  }

  @Test
  void hasNoThreadOnceSomethingWasClosed() {
    EmbeddedPrometheus.start().close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(FirstUse.THREAD);
  }
}
