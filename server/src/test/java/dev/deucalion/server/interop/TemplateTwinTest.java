package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's promtool and ours fill in templates with the same text, also where they cannot be:
 * functions with each kind of argument, comparisons, fields, and {@code printf} with its verbs.
 */
@Tag("interop")
class TemplateTwinTest {
  private static final List<String> VALUES =
      List.of(
          "\"abc\"",
          "\"\"",
          "\"12.5\"",
          "3",
          "-2",
          "1.5",
          "0.0",
          "1e21",
          "true",
          "nil",
          ".",
          "$labels",
          "$labels.instance",
          "$labels.nope",
          "$value",
          "(query \"nope\")",
          "(query \"m\" | first)",
          "(args 1 \"b\")");

  private static final List<String> FUNCTIONS =
      List.of(
          "and",
          "args",
          "eq",
          "first",
          "graphLink",
          "html",
          "humanize",
          "humanize1024",
          "humanizePercentage",
          "humanizeTimestamp",
          "index",
          "js",
          "label",
          "len",
          "lt",
          "match",
          "ne",
          "not",
          "or",
          "parseDuration",
          "print",
          "printf",
          "println",
          "query",
          "reReplaceAll",
          "safeHtml",
          "slice",
          "sortByLabel",
          "stripDomain",
          "stripPort",
          "strvalue",
          "tableLink",
          "title",
          "toTime",
          "toUpper",
          "urlquery",
          "value");

  private static final String FLAGS = " ,+,-,8,-8,08,.2,8.2,+08.3,.0,";

  /** One text of the annotation of an alert, as a failed test of it shows it. */
  private static final Pattern SHOWN =
      Pattern.compile(
          "alertname: A(\\d+), time: 0s,(?s:.*?)got:\\[(?s:.*?)Annotations:\\{a=\"(.*)\"\\}\\n");

  @TempDir private Path dir;

  private static List<String> templates() {
    List<String> all = new ArrayList<>();
    for (String function : FUNCTIONS) {
      all.add(function);
      VALUES.forEach(value -> all.add(function + " " + value));
      VALUES.forEach(value -> all.add(value + " | " + function));
    }
    for (String value : VALUES) {
      for (String other : VALUES) {
        for (String comparison : List.of("eq", "ne", "lt", "le", "gt", "ge", "index", "slice")) {
          all.add(comparison + " " + value + " " + other);
        }
      }
      all.add(value + " 1");
      all.add("1 | print " + value);
      if (value.startsWith("$") || value.startsWith("(")) {
        List.of("foo", "Labels", "Value", "Labels.instance", "Value.foo", "instance")
            .forEach(field -> all.add(value + "." + field));
      }
      all.add("with " + value + " }}<{{ . }}>{{ else }}none{{ end");
      all.add("if " + value + " }}yes{{ else }}no{{ end");
      for (char verb : "vdsqxXfeEgGtTcUbo".toCharArray()) {
        for (String flags : FLAGS.split(",", -1)) {
          all.add("printf \"%" + flags + verb + "\" " + value);
        }
      }
    }
    return all.stream().distinct().filter(TemplateTwinTest::isComparable).toList();
  }

  /** Not what is otherwise since, and names of fields, which are left out. */
  private static boolean isComparable(String template) {
    boolean since =
        template.contains("parseDuration")
            || template.contains("query \"\"")
            || template.contains("\"\" | query")
            || template.contains("$labels.nope | query")
            || template.contains("query $labels.nope")
            || template.contains("first).Value.");
    boolean named = template.matches("printf \"%[+][0-9.]*v\" ([.]|[(]query \"m\" [|] first[)])");
    return !since && !named;
  }

  @Test
  void templatesGiveTheSame() throws IOException {
    Path promtool = Peers.installed("promtool");
    List<String> templates = templates();
    String file = write(templates).toString();
    Map<Integer, String> theirs =
        shown(Tool.run(dir, "", List.of(promtool.toString(), "test", "rules", file)).output());
    Map<Integer, String> ours = shown(ToolRun.of("test", "rules", file).err());

    List<String> differences = new ArrayList<>();
    for (int i = 0; i < templates.size(); i++) {
      String expected = theirs.getOrDefault(i, "nothing");
      if (!expected.contains("0xc0") && !expected.equals(ours.getOrDefault(i, "nothing"))) {
        differences.add(templates.get(i) + "\n  theirs: " + expected + "\n  ours: " + ours.get(i));
      }
    }
    assertThat(theirs).hasSize(templates.size());
    assertThat(differences).isEmpty();
  }

  private Path write(List<String> templates) throws IOException {
    StringBuilder rules = new StringBuilder("groups: [{name: g, rules: [\n");
    StringBuilder tests = new StringBuilder();
    for (int i = 0; i < templates.size(); i++) {
      String text = "{{ " + templates.get(i) + " }}";
      rules
          .append("  {alert: A")
          .append(i)
          .append(", expr: 'm{instance=\"a\"}', annotations: {a: '")
          .append(text)
          .append("'}},\n");
      tests
          .append("      - {eval_time: 0m, alertname: A")
          .append(i)
          .append(", exp_alerts: [{exp_annotations: {a: never}}]}\n");
    }
    Files.writeString(dir.resolve("rules.yml"), rules + "]}]\n");
    return Files.writeString(
        dir.resolve("test.yml"),
        """
        rule_files: [rules.yml]
        tests:
          - interval: 1m
            external_labels: {dc: x}
            input_series:
              - {series: 'm{instance="a", job="j"}', values: '1.5'}
              - {series: 'm{instance="b", job="j"}', values: '2'}
            alert_rule_test:
        """
            + tests);
  }

  /** The texts by number, without what each has of its own, or has not in all versions. */
  private static Map<Integer, String> shown(String output) {
    Map<Integer, String> texts = new TreeMap<>();
    Matcher found = SHOWN.matcher(output);
    while (found.find()) {
      String text =
          found
              .group(2)
              .replace("__alert_A" + found.group(1), "__alert_A")
              .replace("Value float64 }", "Value interface {} }");
      texts.put(Integer.parseInt(found.group(1)), text);
    }
    return texts;
  }
}
