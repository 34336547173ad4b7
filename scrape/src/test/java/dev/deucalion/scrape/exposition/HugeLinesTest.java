package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines of 20 MB cost time in proportion, no memory, and are refused. */
class HugeLinesTest {
  private static final int BYTES = 20_000_000;
  private static final long MAX_ALLOCATED_BYTES = 4_000_000;

  /** Starts of lines, what is repeated behind them, and their ends. */
  private static final List<List<String>> LINES =
      List.of(
          List.of("", "a", " 1\n"),
          List.of("", "a", ""),
          List.of("a{b=\"", "c", "\"} 1\n"),
          List.of("a{b=\"", "c", ""),
          List.of("a{", "b=\"c\",", "} 1\n"),
          List.of("a ", "1", "\n"),
          List.of("a 1 ", "1", "\n"),
          List.of("# HELP a ", "b", "\n"),
          List.of("# TYPE a ", "b", "\n"));

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void hugeLinesAreRefused(ExpositionFormat format) {
    byte[] body = new byte[BYTES];
    ExpositionParser parser = format.newParser();
    for (List<String> line : LINES) {
      int length = fill(body, line);
      parser.reset(body, length);
      long before = allocatedBytes();
      assertThatThrownBy(parser::next).as("%s", line).isInstanceOf(ExpositionException.class);
      assertThat(allocatedBytes() - before).as("%s", line).isLessThan(MAX_ALLOCATED_BYTES);
    }
  }

  private static int fill(byte[] body, List<String> line) {
    byte[] start = line.get(0).getBytes(StandardCharsets.UTF_8);
    byte[] repeated = line.get(1).getBytes(StandardCharsets.UTF_8);
    byte[] end = line.get(2).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, body, 0, start.length);
    int pos = start.length;
    int room = body.length - start.length - end.length;
    int repeatedBytes = room - room % repeated.length;
    System.arraycopy(repeated, 0, body, pos, repeated.length);
    for (int done = repeated.length; done < repeatedBytes; done *= 2) {
      System.arraycopy(body, pos, body, pos + done, Math.min(done, repeatedBytes - done));
    }
    pos += repeatedBytes;
    System.arraycopy(end, 0, body, pos, end.length);
    return pos + end.length;
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
