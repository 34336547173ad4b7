package dev.deucalion.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a browser sees of a program that was built where nothing bundles the pages. */
class PlainPageTest {
  @Test
  void thePageSaysThatThereIsNoInterfaceAndNamesTheApi() throws IOException {
    UiSettings settings =
        new UiSettings(
            "a <b>",
            "/prom",
            UiSettings.Mode.SERVER,
            UiSettings.Access.OFF,
            UiSettings.Access.OFF,
            "");
    Handler page = UiPage.of(null, settings, new Nonces(new Random(1)));
    Answer answer = new Answer();
    page.handle(answer);
    assertThat(answer.status).isEqualTo(200);
    assertThat(answer.type).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.body())
        .contains(
            "<title>a &lt;b&gt;</title>",
            "This build has no user interface",
            "<a href=\"/prom/api/v1/targets\">");
  }

  /** Keeps what is answered. */
  private static final class Answer implements Exchange {
    private int status;
    private @Nullable String type;
    private final Body body = new Body();

    String body() {
      return body.text();
    }

    @Override
    public PageSink begin(int answered, @Nullable String contentType) {
      status = answered;
      type = contentType;
      return body;
    }

    @Override
    public Request request() {
      throw new IllegalStateException("the page is the same for all requests");
    }

    @Override
    public String clientIp() {
      return "127.0.0.1";
    }

    @Override
    public void routed(Request request) {}

    @Override
    public void header(String name, String value) {}

    @Override
    public void setHeader(String name, String value) {}

    @Override
    public void allowCompression() {}

    @Override
    public void onDisconnect(Runnable task) {}

    @Override
    public void onEnd(EndListener listener) {}
  }

  private static final class Body extends PageSink {
    private final StringBuilder before = new StringBuilder();

    private Body() {
      super(new byte[MAX_RESERVE]);
    }

    @Override
    protected byte[] nextPage(byte[] full, int size) {
      before.append(new String(full, 0, size, StandardCharsets.UTF_8));
      return full;
    }

    private String text() {
      return before + new String(page(), 0, size(), StandardCharsets.UTF_8);
    }
  }
}
