package dev.deucalion.http.receive;

import dev.deucalion.http.FakeIntake;
import dev.deucalion.model.labels.SeriesHash;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * What a fuzzer calls with bytes of its own: the receiver of remote writes has to take or refuse
 * them. Which message they are said to be says the system property {@link #MESSAGE}.
 */
public final class ReceiverFuzz {
  /** Name of the property with the name of a {@link WriteMessage}. */
  static final String MESSAGE = "fuzz.message";

  private static final long MAX_LENGTH = 1 << 20;
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final WriteMessage SAID =
      WriteMessage.valueOf(System.getProperty(MESSAGE, WriteMessage.V1.name()));

  private ReceiverFuzz() {}

  /** Writes one body. */
  public static void fuzzerTestOneInput(byte[] input) {
    FakeIntake intake = new FakeIntake();
    WriteWorker worker =
        new WriteWorker(
            intake,
            new SeriesRefs(),
            new WriteWorker.Hashes(new SeriesHash(new Random(1)), new SeriesHash(new Random(2))),
            new RemoteWriteOptions(List.of(SAID), EnumSet.allOf(WriteExtra.class), 1),
            new ReceiveCounters());
    // Blocks of snappy are mostly bad; half of the inputs are messages without one.
    boolean isMessage = input.length > 0 && input[0] % 2 == 0;
    byte[] body =
        isMessage ? WriteBodies.packed(Arrays.copyOfRange(input, 1, input.length)) : input;
    long length = SnappyBlock.declaredLength(body);
    check(!isMessage || length == input.length - 1, "a good block is bad");
    if (length != SnappyBlock.CORRUPT
        && length <= MAX_LENGTH
        && worker.unpack(body, (int) length)) {
      check(worker.write(SAID, (int) length, NOW_MS).samples() >= 0, "no outcome");
    }
    check(intake.open.get() == 0, "a batch is open");
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalStateException(problem);
    }
  }
}
