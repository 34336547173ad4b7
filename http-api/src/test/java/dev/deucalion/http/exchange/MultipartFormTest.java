package dev.deucalion.http.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartFormTest {
  private static final String TYPE = "multipart/form-data; boundary=----x7";

  private static Parameters parse(String type, String body) {
    return MultipartForm.parse(type, body.replace("\n", "\r\n").getBytes(UTF_8));
  }

  private static String part(String disposition, String content) {
    return "------x7\nContent-Disposition: form-data; " + disposition + "\n\n" + content + "\n";
  }

  @Test
  void readsTextsInOrder() {
    Parameters found =
        parse(
            TYPE,
            part("name=\"query\"", "sum(\"ä\")\n-- 1")
                + part("name=match[]", "a")
                + part("name=\"empty\"", "")
                + part("name=\"match[]\"", "b")
                + "------x7--\nwhat follows");
    assertThat(found.names()).containsExactly("query", "match[]", "empty");
    assertThat(found.first("query")).isEqualTo("sum(\"ä\")\r\n-- 1");
    assertThat(found.all("match[]")).containsExactly("a", "b");
    assertThat(found.first("empty")).isEmpty();
  }

  @Test
  void passesOverFilesAndWhatHasNoName() {
    Parameters found =
        parse(
            TYPE,
            "preamble\n"
                + part("name=\"file\"; filename=\"f\"", "content")
                + part("other=\"x\"", "content")
                + "------x7\nContent-Type: text/plain\n\ncontent\n"
                + part("name=\"a\"\nContent-Type: text/plain", "1")
                + "------x7--\n");
    assertThat(found.names()).containsExactly("a");
    assertThat(found.first("a")).isEqualTo("1");
  }

  @Test
  void theBoundaryMayBeQuoted() {
    String type = "Multipart/Form-Data; charset=utf-8; Boundary=\"----x7\"";
    assertThat(MultipartForm.is(type)).isTrue();
    assertThat(parse(type, part("name=a", "1") + "------x7--").first("a")).isEqualTo("1");
  }

  @Test
  void whatIsCutOffIsLeftOut() {
    byte[] body =
        (part("name=a", "1") + part("name=b", "2") + "------x7--")
            .replace("\n", "\r\n")
            .getBytes(UTF_8);
    for (int length = 0; length <= body.length; length++) {
      Parameters found = MultipartForm.parse(TYPE, Arrays.copyOf(body, length));
      assertThat(found.first("a")).isIn("", "1");
      assertThat(found.first("b")).isIn("", "2");
    }
    assertThat(MultipartForm.parse("multipart/form-data", body).names()).isEmpty();
  }

  @Test
  void anyBytesAreRead() {
    long seed = 11;
    Random random = new Random(seed);
    byte[] alphabet = "-x7\r\n:; =\"namefilo".getBytes(UTF_8);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = part("name=a", "1").replace("\n", "\r\n").getBytes(UTF_8);
      for (int n = 0; n < 5; n++) {
        body[random.nextInt(body.length)] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(MultipartForm.parse(TYPE, body)).as("seed %s, round %s", seed, i).isNotNull();
    }
  }
}
