package dev.deucalion.server.cli.unittest;

import java.util.ArrayList;
import java.util.List;

/** What came of tests, as XML in the form that build servers read. */
final class JunitReport {
  private final List<Suite> suites = new ArrayList<>();

  /** The tests of one file. */
  static final class Suite {
    private final String name;
    private final String timestamp;
    private final List<Case> cases = new ArrayList<>();
    private String error = "";

    private Suite(String name, String timestamp) {
      this.name = name;
      this.timestamp = timestamp;
    }

    /** Adds a test with what was not as expected. */
    void add(String test, List<String> failures) {
      cases.add(new Case(test, failures));
    }

    /** The file could not be used. */
    void abort(String reason) {
      error = reason;
    }

    private void print(StringBuilder out) {
      int failures = cases.stream().mapToInt(test -> test.failures.size()).sum();
      boolean aborted = !error.isEmpty();
      out.append("<testsuite name=\"").append(escape(name));
      out.append("\" tests=\"").append(aborted ? cases.size() + 1 : cases.size());
      out.append("\" failures=\"").append(failures);
      out.append("\" errors=\"").append(aborted ? 1 : 0);
      out.append("\" skipped=\"0\" timestamp=\"").append(timestamp).append("\">");
      cases.forEach(test -> test.print(out));
      if (aborted) {
        out.append("<testcase name=\"unknown\"><error>").append(escape(error));
        out.append("</error></testcase>");
      }
      out.append("</testsuite>");
    }
  }

  private record Case(String name, List<String> failures) {
    Case {
      failures = List.copyOf(failures);
    }

    void print(StringBuilder out) {
      out.append("<testcase name=\"").append(escape(name)).append("\">");
      failures.forEach(
          failure -> out.append("<failure>").append(escape(failure)).append("</failure>"));
      out.append("</testcase>");
    }
  }

  /**
   * Begins a file.
   *
   * @param timestamp when, in ISO 8601 without a zone
   */
  Suite suite(String name, String timestamp) {
    Suite suite = new Suite(name, timestamp);
    suites.add(suite);
    return suite;
  }

  /** The report as a document on one line. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("<testsuites>");
    suites.forEach(suite -> suite.print(out));
    return out.append("</testsuites>").toString();
  }

  /** What XML does not have becomes the replacement character. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("&#34;");
            case '\'' -> out.append("&#39;");
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '\t' -> out.append("&#x9;");
            case '\n' -> out.append("&#xA;");
            case '\r' -> out.append("&#xD;");
            default -> out.appendCodePoint(isAllowed(c) ? c : 0xfffd);
          }
        });
    return out.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x1_0000;
  }
}
