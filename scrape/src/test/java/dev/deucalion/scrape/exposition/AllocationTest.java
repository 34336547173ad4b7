package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walking over entries, usual and unusual ones, allocates nothing. */
class AllocationTest {
  private static final int BODIES = 1_000;
  private static final int ATTEMPTS = 4;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(ExpositionFormat.class)
  void walkingAllocatesNothing(ExpositionFormat format) throws ExpositionException {
    byte[] body = Bodies.all(format);
    ExpositionParser parser = format.newParser();
    int entries = walk(parser, body);
    assertThat(entries).isGreaterThan(10 * BODIES);
    // The JVM counts what it leaves unused of a thread's buffer, too, when it gives it another one.
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      walk(parser, body);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(entries);
  }

  private static int walk(ExpositionParser parser, byte[] body) throws ExpositionException {
    int entries = 0;
    for (int i = 0; i < BODIES; i++) {
      parser.reset(body, body.length);
      while (parser.next() != EntryKind.END) {
        entries++;
      }
    }
    return entries;
  }
}
