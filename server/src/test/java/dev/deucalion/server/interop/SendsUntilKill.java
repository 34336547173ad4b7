package dev.deucalion.server.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A server that is killed while batches are sent to it.
 *
 * @param acknowledged what it said it has
 * @param unanswered the batch that was on its way: sent as a whole, and not answered
 */
record SendsUntilKill(RawSamples acknowledged, RawSamples unanswered) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Sends batches one after the other. When enough are acknowledged all threads of the server are
   * stopped wherever they are, and it is killed with the next batch that it has not answered.
   *
   * @param batches more than {@code killAfter}
   * @param killAfter how many batches are acknowledged at least
   */
  static SendsUntilKill run(Peer server, List<List<StoreHistory.Entry>> batches, int killAfter) {
    SendsUntilKill sends = new SendsUntilKill(new RawSamples(), new RawSamples());
    Iterator<List<StoreHistory.Entry>> rest = batches.iterator();
    boolean isAnswered = true;
    for (int count = 0; isAnswered; count++) {
      if (count == killAfter) {
        server.freeze();
      }
      List<StoreHistory.Entry> batch = rest.next();
      if (!rest.hasNext()) {
        await("all threads are stopped").atMost(LIMIT).until(server::isFrozen);
      }
      isAnswered = isAnswered(server, batch);
      (isAnswered ? sends.acknowledged : sends.unanswered).addAll(batch);
    }
    server.kill();
    return sends;
  }

  private static boolean isAnswered(Peer server, List<StoreHistory.Entry> batch) {
    URI base = server.base();
    try (Socket connection = new Socket(base.getHost(), base.getPort())) {
      byte[] body = RemoteWrite.body(batch);
      OutputStream out = connection.getOutputStream();
      out.write(head(base, body.length));
      out.write(body);
      out.flush();
      InputStream in = connection.getInputStream();
      await("an answer, or that there is none")
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> in.available() > 0 || server.isFrozen());
      if (in.available() == 0) {
        return false;
      }
      BufferedReader answer = new BufferedReader(new InputStreamReader(in, US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 2");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] head(URI base, int bodyBytes) {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(RemoteWrite.PATH).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(base.getAuthority()).append("\r\n");
    RemoteWrite.HEADERS.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Connection: close\r\nContent-Length: ").append(bodyBytes).append("\r\n\r\n");
    return head.toString().getBytes(US_ASCII);
  }

  /** All that the server may have of these batches. */
  RawSamples tried() {
    RawSamples tried = acknowledged.copy();
    tried.addAll(unanswered);
    return tried;
  }
}
