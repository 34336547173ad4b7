package dev.deucalion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The bundle, where the build makes one. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class WebUiTest {
  private static final int MAX_BYTES = 300 * 1024;

  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"assets/([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("\"\\./([A-Za-z0-9_-]+\\.js)\"");

  @Test
  void everythingThatThePageCanLoadIsThereAndIsSmall() throws IOException {
    Map<String, byte[]> loaded = new TreeMap<>();
    Deque<String> wanted = new ArrayDeque<>();
    collect(LINK, Objects.requireNonNull(WebUi.page()), wanted);
    assertThat(wanted).hasSize(3);
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      WebUi.Asset asset = WebUi.asset(name);
      assertThat(asset).as(name).isNotNull();
      if (asset != null && loaded.put(name, asset.gzipped()) == null && name.endsWith(".js")) {
        collect(IMPORT, text(asset), wanted);
      }
    }
    assertThat(loaded).hasSizeGreaterThan(10);
    assertThat(loaded.values().stream().mapToInt(bytes -> bytes.length).sum())
        .isLessThan(MAX_BYTES);
  }

  @Test
  void linksOfThePageAreRelative() {
    String page = Objects.requireNonNull(WebUi.page());
    assertThat(page).doesNotContain("=\"/").doesNotContain("http");
    assertThat(page)
        .contains("@title@", "@nonce@", "@agent@", "@adminApi@", "@lifecycle@", "@consoles@")
        .contains("href=\"favicon.svg\"")
        .doesNotContain("@script@", "@style@", "@licenses@");
    assertThat(new String(WebUi.icon(), StandardCharsets.UTF_8)).startsWith("<svg ");
  }

  @Test
  void onlyAssetsAreFound() {
    assertThat(WebUi.asset("page.html")).isNull();
    assertThat(WebUi.asset("../page.html")).isNull();
    assertThat(WebUi.asset("WebUi.class")).isNull();
    assertThat(WebUi.asset("app-00000000.js")).isNull();
    assertThat(WebUi.asset("")).isNull();
  }

  private static void collect(Pattern pattern, String text, Deque<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  private static String text(WebUi.Asset asset) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(asset.gzipped()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
