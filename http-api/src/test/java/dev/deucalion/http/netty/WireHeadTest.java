package dev.deucalion.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireHeadTest {
  private static final byte[] PAGE = "answer and rubbish".getBytes(StandardCharsets.US_ASCII);

  @Test
  void bytesAreThoseOfTheEncoder() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .add("Vary", "Origin")
            .add("X-Letters", "für alle")
            .add("Vary", "Accept-Encoding")
            .set(WireHeaders.CONTENT_TYPE, "application/json")
            .set(WireHeaders.CONTENT_LENGTH, 6);
    HttpResponseStatus closed = new HttpResponseStatus(499, "status code 499");
    for (HttpResponseStatus status : new HttpResponseStatus[] {HttpResponseStatus.OK, closed}) {
      ByteBuffer bytes = WireHead.withBody(status, headers, PAGE, 6);
      assertThat(text(bytes)).isEqualTo(encoded(status, headers));
    }
  }

  @Test
  void anAnswerMayHaveNoBody() {
    HttpHeaders headers = new DefaultHttpHeaders().set(WireHeaders.DATE, "now");
    ByteBuffer bytes = WireHead.withBody(HttpResponseStatus.NO_CONTENT, headers, PAGE, 0);
    assertThat(text(bytes)).isEqualTo("HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n");
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  private static String encoded(HttpResponseStatus status, HttpHeaders headers) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(PAGE, 0, 6));
    response.headers().set(headers);
    EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseEncoder());
    channel.writeOutbound(response);
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    channel.finishAndReleaseAll();
    return text.toString();
  }
}
