package dev.deucalion.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
  private final AtomicLong now = new AtomicLong(5);

  @Test
  void fillsUpWithTime() {
    RateLimiter limiter = new RateLimiter(new WebConfig.RateLimit(100, 3), now::get);
    assertThat(admitted(limiter, 5)).isEqualTo(3);
    now.addAndGet(99);
    assertThat(limiter.admits()).isFalse();
    now.addAndGet(1);
    assertThat(admitted(limiter, 5)).isEqualTo(1);
    now.addAndGet(10_000);
    assertThat(admitted(limiter, 5)).isEqualTo(3);
  }

  @Test
  void withoutIntervalThereIsNoLimit() {
    assertThat(admitted(new RateLimiter(WebConfig.RateLimit.NONE, now::get), 100)).isEqualTo(100);
  }

  private static int admitted(RateLimiter limiter, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      admitted += limiter.admits() ? 1 : 0;
    }
    return admitted;
  }
}
