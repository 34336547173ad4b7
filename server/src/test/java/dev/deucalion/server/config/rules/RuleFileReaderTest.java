package dev.deucalion.server.config.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.rules.template.TemplateException;
import dev.deucalion.rules.template.TemplateExpander;
import dev.deucalion.server.config.rules.RuleFileSettings.UnknownFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileReaderTest {
  /** Knows templates without knowing what is in them, but for one that is none. */
  private static final TemplateExpander ANY_TEMPLATE =
      (alert, text) -> {
        if (text.contains("{{ broken")) {
          throw new TemplateException("unclosed action");
        }
        return (data, timeMs) -> text;
      };

  private static final RuleDefaults DEFAULTS = new RuleDefaults(60_000, 5_000);

  private static RuleFiles read(String text, UnknownFields unknownFields) {
    RuleFileSettings settings =
        new RuleFileSettings(
            ParserOptions.DEFAULTS, ANY_TEMPLATE, NameValidation.UTF8, unknownFields);
    return new RuleFileReader("r.yml", DEFAULTS, settings).read(text);
  }

  private static List<String> problems(String text) {
    return read(text, UnknownFields.REFUSED).problems().stream().map(Object::toString).toList();
  }

  private static List<RuleGroupOptions> groups(String text) {
    RuleFiles files = read(text, UnknownFields.REFUSED);
    assertThat(files.problems()).isEmpty();
    return files.groups();
  }

  @Test
  void whatComesBehindTheFirstDocumentNeedNotBeYaml() {
    assertThat(groups("groups: [{name: g, limit: -1}]\n---\ngroups: [{name: h}]\n")).hasSize(1);
    RuleGroupOptions first = groups("groups: [{name: g, limit: -1}]\n---\n]: [\n").getFirst();
    assertThat(first.limit()).isEqualTo(-1);
    String deep = "[".repeat(200) + "]".repeat(200);
    assertThat(groups("groups: [{name: g}]\n---\n" + deep)).hasSize(1);
  }

  @Test
  void everyKeyIsRead() {
    List<RuleGroupOptions> groups =
        groups(
            """
            groups:
            - name: g
              interval: 30s
              query_offset: 0s
              limit: 7
              labels: {team: a, severity: low}
              rules:
              - alert: Down
                expr: up==0
                for: 5m
                keep_firing_for: 1m
                labels: {severity: page, empty: ""}
                annotations: {summary: "{{ $value }}"}
              - {record: a:b, expr: 1}
            - name: h
            """);
    RuleGroupOptions first = groups.getFirst();
    assertThat(first.key()).isEqualTo("r.yml;g");
    assertThat(first.intervalMs()).isEqualTo(30_000);
    assertThat(first.queryOffsetMs()).isZero();
    assertThat(first.limit()).isEqualTo(7);
    AlertingRuleOptions alert = (AlertingRuleOptions) first.rules().getFirst();
    assertThat(alert.expr().text()).isEqualTo("up == 0");
    assertThat(alert.holdMs()).isEqualTo(300_000);
    assertThat(alert.keepFiringMs()).isEqualTo(60_000);
    assertThat(alert.labels()).hasToString("{empty=, severity=page, team=a}");
    assertThat(alert.annotations()).hasToString("{summary={{ $value }}}");
    RuleOptions record = first.rules().get(1);
    assertThat(record.labels()).hasToString("{severity=low, team=a}");
    assertThat(groups.get(1).intervalMs()).isEqualTo(60_000);
    assertThat(groups.get(1).queryOffsetMs()).isEqualTo(5_000);
  }

  @Test
  void anEmptyFileHasNoGroups() {
    assertThat(groups("")).isEmpty();
    assertThat(groups("groups:\n")).isEmpty();
  }

  @Test
  void faultsAreToldTogetherWithTheirPlaces() {
    assertThat(
            problems(
                """
                groups:
                - name: g
                  rules:
                  - record: a
                    expr: rate(x)
                  - record: b
                    alert: c
                    expr: 1
                    foo: bar
                  - alert: d
                  - record: 'e{x="y"}'
                    expr: 1
                    for: 1m
                    annotations: {a: b}
                  - alert: f
                    expr: 1
                    labels: {__name__: x, ok: "{{ broken"}
                - name: g
                - name: ""
                """))
        .containsExactly(
            "r.yml:5:5: group \"g\", rule 1, \"a\": could not parse expression: 1:6: parse error:"
                + " expected type range vector in call to function \"rate\", got instant vector",
            "r.yml:6:5: group \"g\", rule 2, \"c\": only one of 'record' and 'alert' must be set",
            "r.yml:9:5: field foo not found in type rulefmt.Rule",
            "r.yml:10:5: group \"g\", rule 3, \"d\": field 'expr' must be set in rule",
            "r.yml:11:5: group \"g\", rule 4, \"e{x=\\\"y\\\"}\": invalid field 'annotations' in"
                + " recording rule",
            "r.yml:11:5: group \"g\", rule 4, \"e{x=\\\"y\\\"}\": invalid field 'for' in recording"
                + " rule",
            "r.yml:11:5: group \"g\", rule 4, \"e{x=\\\"y\\\"}\": braces present in the recording"
                + " rule name; should it be in expr?: e{x=\"y\"}",
            "r.yml:17:5: group \"g\", rule 5, \"f\": label \"ok\": unclosed action",
            "r.yml:17:24: group \"g\", rule 5, \"f\": invalid label name: __name__",
            "r.yml:18:3: groupname: \"g\" is repeated in the same file",
            "r.yml:19:3: Groupname must not be empty");
  }

  @Test
  void unknownFieldsCanBeIgnored() {
    String text =
        """
        namespace: a
        groups:
        - name: g
          owner: b
          rules:
          - {record: a, expr: 1, note: c}
        """;
    assertThat(problems(text)).hasSize(3);
    assertThat(read(text, UnknownFields.IGNORED).problems()).isEmpty();
  }

  @Test
  void onlyTheFirstDocumentCounts() {
    assertThat(groups("groups: [{name: a}]\n---\ngroups: [{name: b}]\n")).hasSize(1);
  }

  @Test
  void whatIsNoYamlIsAProblem() {
    assertThat(problems("groups: [")).hasSize(1).allMatch(p -> p.startsWith("r.yml:"));
    assertThat(problems("groups: 5"))
        .containsExactly("r.yml:1:9: cannot unmarshal !!int `5` into []rulefmt.RuleGroup");
  }
}
