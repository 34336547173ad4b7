package dev.deucalion.scrape.http2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session against the bytes of a server that were written beforehand. */
class Http2SessionTest {
  private static final int END = FrameType.FLAG_END_STREAM;
  private static final int WHOLE = FrameType.FLAG_END_HEADERS;
  private static final List<HeaderField> GET =
      List.of(new HeaderField(":method", "GET"), new HeaderField(":path", "/metrics"));
  private static final byte[] OK = {(byte) 0x88};
  private static final byte[] NO_BODY = {};

  private final ByteArrayOutputStream server = new ByteArrayOutputStream();
  private final FrameOutput frames = new FrameOutput(server);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private void frame(int type, int flags, int stream, byte... payload) throws IOException {
    frames.write(type, flags, stream, payload, 0, payload.length);
  }

  private void data(int flags, int stream, String text) throws IOException {
    frame(FrameType.DATA, flags, stream, text.getBytes(UTF_8));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private Http2Session session() throws IOException {
    frames.flush();
    return new Http2Session(new ByteArrayInputStream(server.toByteArray()), sent);
  }

  private static String readAll(Http2Session session) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[1000];
    for (int count; (count = session.read(some, 0, some.length)) >= 0; ) {
      all.write(some, 0, count);
    }
    return all.toString(UTF_8);
  }

  private static String get(Http2Session session) throws IOException {
    session.send(GET, NO_BODY);
    assertThat(session.readHead().getFirst()).isEqualTo(new HeaderField(":status", "200"));
    return readAll(session);
  }

  /** Types of the frames that were sent, with their lengths. */
  private List<String> sentFrames(int from) throws IOException {
    byte[] bytes = sent.toByteArray();
    FrameInput in = new FrameInput(new ByteArrayInputStream(bytes, from, bytes.length - from));
    List<String> found = new ArrayList<>();
    while (in.next()) {
      found.add(in.type() + ":" + in.stream() + ":" + in.left() + (in.has(1) ? "!" : ""));
      in.readRest();
    }
    return found;
  }

  @Test
  void asksOnceAndAgain() throws Exception {
    frame(FrameType.SETTINGS, 0, 0);
    for (int stream : new int[] {1, 3}) {
      frame(FrameType.HEADERS, WHOLE, stream, OK);
      data(0, stream, "a ");
      data(END, stream, "1\n");
    }
    Http2Session session = session();
    assertThat(get(session)).isEqualTo("a 1\n");
    assertThat(session.isReusable()).isTrue();
    assertThat(get(session)).isEqualTo("a 1\n");
    assertThat(sent.toString(UTF_8)).startsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assertThat(sentFrames(24)).containsExactly("4:0:18", "8:0:4", "1:1:12!", "4:0:0!", "1:3:11!");
  }

  @Test
  void readsPaddingPrioritiesContinuationsAndTrailers() throws Exception {
    frame(
        FrameType.HEADERS,
        FrameType.FLAG_PADDED | FrameType.FLAG_PRIORITY,
        1,
        hex("02" + "0000000010" + "88" + "0000"));
    frame(FrameType.CONTINUATION, 0, 1, hex("0f0d01"));
    frame(FrameType.CONTINUATION, WHOLE, 1, hex("34"));
    frame(FrameType.DATA, FrameType.FLAG_PADDED, 1, hex("03" + "61622031" + "000000"));
    frame(FrameType.HEADERS, WHOLE | END, 1, hex("0001610162"));
    Http2Session session = session();
    session.send(GET, NO_BODY);
    assertThat(session.readHead())
        .containsExactly(new HeaderField(":status", "200"), new HeaderField("content-length", "4"));
    assertThat(readAll(session)).isEqualTo("ab 1");
    assertThat(session.isReusable()).isTrue();
  }

  @Test
  void passesInterimHeadsAndAnswersPings() throws Exception {
    frame(FrameType.PING, 0, 0, hex("0102030405060708"));
    frame(FrameType.HEADERS, WHOLE, 1, hex("0803313033"));
    frame(0x77, 0, 0, hex("00"));
    frame(FrameType.HEADERS, WHOLE | END, 1, OK);
    assertThat(get(session())).isEmpty();
    assertThat(sentFrames(24)).endsWith("6:0:8!");
  }

  @Test
  void saysWhenItHasReadMuch() throws Exception {
    frame(FrameType.HEADERS, WHOLE, 1, OK);
    String text = "x".repeat(16 << 10);
    for (int i = 0; i < 200; i++) {
      data(0, 1, text);
    }
    data(END, 1, "");
    assertThat(get(session())).hasSize(200 * text.length());
    assertThat(sentFrames(24)).contains("8:1:4");
  }

  @Test
  void sendsABodyAsTheWindowsAllow() throws Exception {
    frame(FrameType.SETTINGS, 0, 0, hex("000400000010"));
    frame(FrameType.WINDOW_UPDATE, 0, 1, hex("00010000"));
    frame(FrameType.WINDOW_UPDATE, 0, 0, hex("00010000"));
    frame(FrameType.HEADERS, WHOLE | END, 1, OK);
    Http2Session session = session();
    session.send(GET, new byte[65_535 + 17]);
    assertThat(session.readHead()).hasSize(1);
    assertThat(readAll(session)).isEmpty();
    assertThat(session.isReusable()).isTrue();
    assertThat(sentFrames(24).stream().filter(frame -> frame.startsWith("0:")))
        .containsExactly("0:1:16384", "0:1:16384", "0:1:16384", "0:1:16383", "0:1:17!");
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestEndsIt() throws Exception {
    frame(FrameType.HEADERS, WHOLE | END, 1, hex("0803343133"));
    Http2Session session = session();
    session.send(GET, new byte[100_000]);
    assertThat(session.readHead().getFirst().value()).isEqualTo("413");
    assertThat(session.isReusable()).isFalse();
  }

  @Test
  void toldThatNothingWasDoneWithTheRequestItSaysSo() throws Exception {
    frame(FrameType.HEADERS, WHOLE | END, 1, OK);
    frame(FrameType.GOAWAY, 0, 0, hex("0000000100000000"));
    Http2Session session = session();
    assertThat(get(session)).isEmpty();
    session.send(GET, NO_BODY);
    assertThatThrownBy(session::readHead)
        .hasMessage(
            "http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=NO_ERROR")
        .matches(e -> !((Http2Exception) e).isProcessed());
  }

  @Test
  void anIdleConnectionThatWasClosedDidNothing() throws Exception {
    frame(FrameType.HEADERS, WHOLE | END, 1, OK);
    Http2Session session = session();
    assertThat(get(session)).isEmpty();
    session.send(GET, NO_BODY);
    assertThatThrownBy(session::readHead).matches(e -> !((Http2Exception) e).isProcessed());
  }

  @Test
  void readsTheAnswerOfAServerThatWillGo() throws Exception {
    frame(FrameType.GOAWAY, 0, 0, hex("0000000100000000"));
    frame(FrameType.HEADERS, WHOLE, 1, OK);
    data(END, 1, "a 1\n");
    Http2Session session = session();
    assertThat(get(session)).isEqualTo("a 1\n");
    assertThat(session.isReusable()).isFalse();
    assertThatThrownBy(() -> session.send(GET, NO_BODY))
        .matches(e -> !((Http2Exception) e).isProcessed());
  }

  @Test
  void passesTheRestOfAnAnswerWhoseHeadWasEnough() throws Exception {
    frame(FrameType.HEADERS, WHOLE, 1, hex("89"));
    data(END, 1, "late");
    frame(FrameType.HEADERS, WHOLE | END, 3, OK);
    Http2Session session = session();
    session.send(GET, NO_BODY);
    assertThat(session.readHead().getFirst().value()).isEqualTo("204");
    assertThat(get(session)).isEmpty();
  }

  @Test
  void tellsHowTheServerEndedIt() throws Exception {
    frame(FrameType.HEADERS, WHOLE, 1, OK);
    frame(FrameType.RST_STREAM, 0, 1, hex("00000002"));
    assertThatThrownBy(() -> get(session()))
        .hasMessage("stream error: stream ID 1; INTERNAL_ERROR; received from peer");
  }

  @Test
  void doesNotTakeAHalfAnswerForAWholeOne() throws Exception {
    frame(FrameType.HEADERS, WHOLE, 1, OK);
    data(0, 1, "a ");
    assertThatThrownBy(() -> get(session())).isInstanceOf(EOFException.class);
  }

  @Test
  void hasEnoughOfFramesThatSayNothing() throws Exception {
    for (int i = 0; i <= 1_000; i++) {
      frame(FrameType.PING, 0, 0, hex("0102030405060708"));
    }
    assertThatThrownBy(() -> get(session())).hasMessageContaining("too many frames");
  }

  @Test
  void hasEnoughOfHeadersWithoutEnd() throws Exception {
    frame(FrameType.HEADERS, 0, 1);
    for (int i = 0; i < 10; i++) {
      frame(FrameType.CONTINUATION, 0, 1, new byte[16 << 10]);
    }
    assertThatThrownBy(() -> get(session())).hasMessageContaining("header list larger");
  }

  @Test
  void refusesWhatServersMustNotSend() throws Exception {
    String[] wrong = {
      "000000" + "05" + "04" + "00000001", // a promise
      "000000" + "09" + "04" + "00000001", // a continuation of nothing
      "000001" + "00" + "01" + "00000001" + "61", // data before the head
      "000001" + "01" + "05" + "00000002" + "88", // a stream of its own
      "000005" + "04" + "00" + "00000000" + "0000000000", // a part of a setting
      "000004" + "08" + "00" + "00000000" + "00000000", // no growth
      "004001" + "01" + "04" + "00000001", // more than a frame may have
      "000003" + "01" + "0c" + "00000001" + "058800", // more padding than there is
    };
    for (String bytes : wrong) {
      InputStream in = new ByteArrayInputStream(hex(bytes));
      Http2Session session = new Http2Session(in, new ByteArrayOutputStream());
      assertThatThrownBy(() -> get(session)).as(bytes).isInstanceOf(Http2Exception.class);
    }
  }
}
