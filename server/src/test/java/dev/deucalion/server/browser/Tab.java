package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page in the browser, and what a person can do with it. Collects what a healthy page has none
 * of: errors on the console, exceptions, requests to other servers.
 */
final class Tab implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);

  private static final Pattern WITH_PASSWORD = Pattern.compile("//[^/@]*@");

  /** Keeps the texts that are drawn on canvases. */
  private static final String DRAWN_TEXTS =
      """
      window.drawn = [];
      const fill = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        window.drawn.push(text);
        return fill.call(this, text, ...place);
      };
      """;

  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final DevTools tools;
  private final URI base;

  Tab(HttpClient client, URI socket, URI base) {
    this.base = base;
    this.tools = new DevTools(client, socket, this::event);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tools.send(domain + ".enable", "{}");
    }
    size(1280, 900);
  }

  private void event(String method, Object parameters) {
    switch (method) {
      case "Runtime.exceptionThrown" -> faults.add("exception " + parameters);
      case "Log.entryAdded" -> {
        if (Json.at(parameters, "entry", "level").equals("error")) {
          faults.add("log " + parameters);
        }
      }
      case "Runtime.consoleAPICalled" -> {
        if (Json.at(parameters, "type").equals("error")) {
          faults.add("console.error " + parameters);
        }
      }
      case "Network.requestWillBeSent" -> {
        String request = Json.at(parameters, "request", "url").toString();
        String url = WITH_PASSWORD.matcher(request).replaceFirst("//");
        if (!url.startsWith(base.toString()) && url.startsWith("http")) {
          faults.add("request to " + url);
        }
      }
      default -> {
        // Chromium tells much that no test looks at.
      }
    }
  }

  /** Whatever went wrong since the tab was opened. */
  List<String> faults() {
    return faults;
  }

  /** Sets the size of the window, in CSS pixels. */
  void size(int width, int height) {
    tools.send(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}"
            .formatted(width, height));
  }

  /** Lets the system prefer {@code light} or {@code dark}. */
  void prefer(String theme) {
    tools.send(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + theme + "\"}]}");
  }

  /** Opens a page by its path, such as {@code /targets?search=x}, and waits for its heading. */
  void open(String path) {
    openWithoutWaiting(base + path);
    waitFor("document.querySelector('main h1, main [data-search]') !== null");
  }

  /** Has a script run in each page before the page's own. */
  void beforeEachPage(String script) {
    tools.send(
        "Page.addScriptToEvaluateOnNewDocument", "{\"source\":" + DevTools.quoted(script) + "}");
  }

  /** Has pages from here on keep the texts that they draw on canvases, in {@code window.drawn}. */
  void keepDrawnTexts() {
    beforeEachPage(DRAWN_TEXTS);
  }

  /** Has the server read its configuration again; returns the status of its answer. */
  int reloadConfiguration() {
    return number("fetch('-/reload', {method: 'POST'}).then(r => r.status)");
  }

  /** Opens an address in full. */
  void openWithoutWaiting(String url) {
    tools.send("Page.navigate", "{\"url\":" + DevTools.quoted(url) + "}");
  }

  /** Loads the page again, with whatever its URL is now. */
  void reload() {
    evaluate("window.beforeReload = true");
    tools.send("Page.reload", "{}");
    waitFor("window.beforeReload === undefined && document.querySelector('main') !== null");
  }

  /**
   * The value of a JavaScript expression, or of the promise that it gives, as JSON would have it.
   */
  Object evaluate(String expression) {
    Object result =
        tools.send(
            "Runtime.evaluate",
            "{\"expression\":"
                + DevTools.quoted(expression)
                + ",\"returnByValue\":true,\"awaitPromise\":true,\"userGesture\":true}");
    if (result instanceof Map<?, ?> map && map.containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + map.get("exceptionDetails"));
    }
    Object value = Json.at(result, "result");
    return value instanceof Map<?, ?> map && map.containsKey("value")
        ? Json.at(value, "value")
        : "undefined";
  }

  /** Waits until a JavaScript expression is true. */
  void waitFor(String condition) {
    try {
      await(condition)
          .atMost(LIMIT)
          .pollInterval(POLL)
          // While one page goes and the next comes there is nothing to ask.
          .ignoreExceptions()
          .until(() -> evaluate("Boolean(" + condition + ")").toString().equals("true"));
    } catch (RuntimeException e) {
      screenshot("failed");
      throw new AssertionError(condition + " never came true; the page has: " + text("body"), e);
    }
  }

  /** Waits until the page shows a text. */
  void waitForText(String text) {
    waitFor("document.body.innerText.includes(" + DevTools.quoted(text) + ")");
  }

  /** The text of the first element that the selector finds. */
  String text(String selector) {
    return evaluate("document.querySelector(" + DevTools.quoted(selector) + ")?.innerText ?? ''")
        .toString();
  }

  /** How many elements the selector finds. */
  int count(String selector) {
    return number("document.querySelectorAll(" + DevTools.quoted(selector) + ").length");
  }

  /** Waits until the tab is at a path with these parameters. */
  void waitForLocation(String pathAndParameters) {
    waitFor("location.pathname + location.search === " + DevTools.quoted(pathAndParameters));
  }

  /** Clicks the middle of the first element that the selector finds. */
  void click(String selector) {
    String element = "document.querySelector(" + DevTools.quoted(selector) + ")";
    waitFor(element);
    clickElement(element);
  }

  /** Clicks a link or button by the text that it shows or that it has for a screen reader. */
  void clickText(String text) {
    String element =
        "[...document.querySelectorAll('a, button, summary')].find(e => e.innerText.trim() === "
            + DevTools.quoted(text)
            + " || e.getAttribute('aria-label') === "
            + DevTools.quoted(text)
            + ")";
    waitFor(element);
    clickElement(element);
  }

  /** Takes a completion of the editor once it is offered as the best one. */
  void takeCompletion(String completion) {
    String best = ".cm-tooltip-autocomplete li[aria-selected]";
    waitFor(
        "document.querySelector('%s')?.innerText.includes(%s)"
            .formatted(best, DevTools.quoted(completion)));
    click(best);
    waitFor("document.querySelector('.cm-tooltip-autocomplete') === null");
  }

  private void clickElement(String element) {
    Place middle = middleOf(element);
    mouse("mouseMoved", middle.x(), middle.y(), "none");
    mouse("mousePressed", middle.x(), middle.y(), "left");
    mouse("mouseReleased", middle.x(), middle.y(), "left");
  }

  /** A point of the window. */
  private record Place(int x, int y) {}

  /** Scrolls an element into the window, waits until it stands still, and says where it is. */
  private Place middleOf(String element) {
    Place[] before = {new Place(-1, -1)};
    return await(element + " stands still")
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        // It may be drawn anew between two looks.
        .ignoreExceptions()
        .until(
            () -> lookAt(element),
            now -> {
              boolean isStill = now.equals(before[0]);
              before[0] = now;
              return isStill;
            });
  }

  private Place lookAt(String element) {
    Object box =
        evaluate(
            "(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return {x: Math.round(r.x + r.width / 2), y: Math.round(r.y + r.height / 2)};"
                + " })("
                + element
                + ")");
    return new Place(
        Integer.parseInt(Json.at(box, "x").toString()),
        Integer.parseInt(Json.at(box, "y").toString()));
  }

  /** Presses the mouse at one point of the window and lets it go at another. */
  void drag(int fromX, int fromY, int toX, int toY) {
    mouse("mouseMoved", fromX, fromY, "none");
    mouse("mousePressed", fromX, fromY, "left");
    mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, "left");
    mouse("mouseMoved", toX, toY, "left");
    mouse("mouseReleased", toX, toY, "left");
  }

  /** Moves the mouse to a point of the window. */
  void hover(int x, int y) {
    mouse("mouseMoved", x, y, "none");
  }

  /** Touches a point of the window for a moment, as a finger does. */
  void tap(int x, int y) {
    tools.send("Emulation.setTouchEmulationEnabled", "{\"enabled\":true}");
    tools.send(
        "Input.dispatchTouchEvent",
        "{\"type\":\"touchStart\",\"touchPoints\":[{\"x\":%d,\"y\":%d}]}".formatted(x, y));
    tools.send("Input.dispatchTouchEvent", "{\"type\":\"touchEnd\",\"touchPoints\":[]}");
    tools.send("Emulation.setTouchEmulationEnabled", "{\"enabled\":false}");
  }

  /** Chooses an entry of a list by its value. */
  void choose(String selector, String value) {
    waitFor("document.querySelector(" + DevTools.quoted(selector) + ") !== null");
    evaluate(
        "(e => { e.value = %s; e.dispatchEvent(new Event('change', {bubbles: true})); })(%s)"
            .formatted(
                DevTools.quoted(value),
                "document.querySelector(" + DevTools.quoted(selector) + ")"));
  }

  /** Fails requests whose URL fits one of the patterns, with {@code *} for any text. */
  void block(String... patterns) {
    String list = Arrays.stream(patterns).map(DevTools::quoted).collect(Collectors.joining(","));
    tools.send("Network.setBlockedURLs", "{\"urls\":[" + list + "]}");
  }

  private void mouse(String type, int x, int y, String button) {
    mouse(type, x, y, button, 1);
  }

  private void mouse(String type, int x, int y, String button, int clicks) {
    tools.send(
        "Input.dispatchMouseEvent",
        "{\"type\":\"%s\",\"x\":%d,\"y\":%d,\"button\":\"%s\",\"buttons\":%d,\"clickCount\":%d}"
            .formatted(type, x, y, button, button.equals("left") ? 1 : 0, clicks));
  }

  /** Clicks the middle of the first element that the selector finds twice in a row. */
  void doubleClick(String selector) {
    click(selector);
    Place middle = middleOf("document.querySelector(" + DevTools.quoted(selector) + ")");
    mouse("mousePressed", middle.x(), middle.y(), "left", 2);
    mouse("mouseReleased", middle.x(), middle.y(), "left", 2);
  }

  /** Types a text, key by key, into what has the focus. */
  void type(String text) {
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(key -> {
          String quoted = DevTools.quoted(key);
          tools.send(
              "Input.dispatchKeyEvent",
              "{\"type\":\"keyDown\",\"key\":" + quoted + ",\"text\":" + quoted + "}");
          tools.send("Input.dispatchKeyEvent", "{\"type\":\"keyUp\",\"key\":" + quoted + "}");
        });
  }

  /** Presses a key that has a name. */
  void press(Key key) {
    tools.send("Input.dispatchKeyEvent", "{\"type\":\"keyDown\"," + key.json() + "}");
    tools.send("Input.dispatchKeyEvent", "{\"type\":\"keyUp\"," + key.json() + "}");
  }

  /** Puts in what is on the clipboard, as people do with a key. */
  void paste() {
    tools.send(
        "Input.dispatchKeyEvent",
        "{\"type\":\"keyDown\",\"key\":\"v\",\"code\":\"KeyV\",\"modifiers\":2,"
            + "\"commands\":[\"paste\"]}");
    tools.send("Input.dispatchKeyEvent", "{\"type\":\"keyUp\",\"key\":\"v\",\"code\":\"KeyV\"}");
  }

  /** Lets the system be in a zone of time, such as {@code Asia/Kolkata}. */
  void zone(String id) {
    tools.send("Emulation.setTimezoneOverride", "{\"timezoneId\":" + DevTools.quoted(id) + "}");
  }

  /** Moves the mouse to the middle of the first element that the selector finds. */
  void hover(String selector) {
    String element = "document.querySelector(" + DevTools.quoted(selector) + ")";
    waitFor(element);
    Place middle = middleOf(element);
    hover(middle.x(), middle.y());
  }

  /** A whole number that a JavaScript expression gives. */
  int number(String expression) {
    return Integer.parseInt(evaluate(expression).toString());
  }

  /** Keeps what the window shows, for people to look at. */
  void screenshot(String name) {
    Path folder =
        Path.of(System.getProperty("project.root", ".."))
            .resolve("server")
            .resolve(System.getProperty("output.directory", "target"))
            .resolve("screenshots");
    Object picture = tools.send("Page.captureScreenshot", "{\"format\":\"png\"}");
    byte[] bytes = Base64.getDecoder().decode(Json.at(picture, "data").toString());
    assertThat(bytes).isNotEmpty();
    try {
      Files.write(Files.createDirectories(folder).resolve(name + ".png"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    tools.send("Page.close", "{}");
    tools.close();
  }
}
