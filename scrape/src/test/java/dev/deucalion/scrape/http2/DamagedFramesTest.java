package dev.deucalion.scrape.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, an exchange ends: with an answer or with an error that says why. */
class DamagedFramesTest {
  private static final int ROUNDS = 20_000;
  private static final int MOST_READ = 1 << 20;
  private static final List<HeaderField> GET = List.of(new HeaderField(":method", "GET"));

  private final long seed = 9113;
  private final Random random = new Random(seed);

  @Test
  void damagedAnswers() throws IOException {
    byte[] good = answers();
    int whole = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      whole += exchanges(bytes, round);
    }
    assertThat(whole).as("seed %d", seed).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  @Test
  void framesInAnyOrder() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      FrameOutput frames = new FrameOutput(bytes);
      for (int i = random.nextInt(8); i >= 0; i--) {
        byte[] payload = new byte[random.nextInt(12)];
        random.nextBytes(payload);
        int stream = random.nextInt(4);
        frames.write(random.nextInt(11), random.nextInt(64), stream, payload, 0, payload.length);
      }
      frames.flush();
      exchanges(bytes.toByteArray(), round);
    }
  }

  private static byte[] answers() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameOutput frames = new FrameOutput(bytes);
    frames.writeSettings(FrameType.SETTING_INITIAL_WINDOW_SIZE, 1 << 16);
    for (int stream = 1; stream <= 3; stream += 2) {
      byte[] head = new HeaderEncoder().encode(List.of(new HeaderField(":status", "200")));
      frames.write(FrameType.HEADERS, FrameType.FLAG_END_HEADERS, stream, head, 0, head.length);
      frames.write(FrameType.PING, 0, 0, new byte[Long.BYTES], 0, Long.BYTES);
      frames.write(FrameType.DATA, FrameType.FLAG_END_STREAM, stream, new byte[40], 0, 40);
    }
    frames.flush();
    return bytes.toByteArray();
  }

  /** Asks twice; 1 when both answers came whole. */
  private int exchanges(byte[] server, int round) {
    Http2Session session =
        new Http2Session(new ByteArrayInputStream(server), OutputStream.nullOutputStream());
    byte[] into = new byte[1 << 10];
    try {
      for (int i = 0; i < 2; i++) {
        session.send(GET, new byte[0]);
        session.readHead();
        int read = 0;
        for (int count; (count = session.read(into, 0, into.length)) >= 0; ) {
          read += count;
          assertThat(read).as("seed %d, round %d", seed, round).isLessThan(MOST_READ);
        }
      }
      return 1;
    } catch (IOException e) {
      assertThat(e.getMessage()).as("seed %d, round %d", seed, round).isNotBlank();
      return 0;
    }
  }
}
