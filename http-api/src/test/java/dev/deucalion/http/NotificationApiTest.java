package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.source.NotificationSource.Notification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationApiTest {
  private static final String LIVE =
      "GET /api/v1/notifications/live HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n\r\n";
  private static final Notification STARTS =
      new Notification("starts", Instant.parse("2024-01-02T03:04:05.120Z"), true);
  private static final String STARTS_JSON =
      "{\"text\":\"starts\",\"date\":\"2024-01-02T03:04:05.12Z\",\"active\":true}";

  private final ServerFixture fixture = new ServerFixture();
  private final FakeNotifications notifications = fixture.program.notifications;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void listsWhatHolds() {
    assertThat(fixture.get("/api/v1/notifications").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[]}");
    notifications.all.add(STARTS);
    fixture.server.setStopping();
    assertThat(fixture.get("/api/v1/notifications").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[" + STARTS_JSON + "]}");
  }

  @Test
  void refusesFurtherSubscribers() {
    notifications.isFull = true;
    HttpResponse<String> answer = fixture.get("/api/v1/notifications/live");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void sendsNewsAsTheyCome() throws Exception {
    try (Socket socket = fixture.connect()) {
      BufferedReader in = send(socket);
      String head = readHead(in);
      assertThat(head)
          .contains("HTTP/1.1 200 OK")
          .containsIgnoringCase("content-type: text/event-stream")
          .containsIgnoringCase("cache-control: no-cache")
          .containsIgnoringCase("access-control-allow-origin: ");
      notifications.news.add(Optional.of(STARTS));
      assertThat(readEvent(in)).isEqualTo("data: " + STARTS_JSON);
      notifications.news.add(Optional.of(new Notification(STARTS.text(), STARTS.date(), false)));
      assertThat(readEvent(in)).isEqualTo("data: " + STARTS_JSON.replace("true", "false"));
    }
    assertThat(notifications.closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsWithTheSource() throws Exception {
    notifications.news.add(Optional.of(STARTS));
    notifications.news.add(Optional.empty());
    HttpResponse<String> answer = fixture.get("/api/v1/notifications/live");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("data: " + STARTS_JSON + "\n\n");
  }

  private static BufferedReader send(Socket socket) throws IOException {
    socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String readHead(BufferedReader in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  /** The next line of an event, past the lines of the chunks that carry it. */
  private static String readEvent(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = in.readLine();
    }
    return String.valueOf(line);
  }
}
