package dev.deucalion.rules.template;

import static dev.deucalion.rules.template.Templates.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.template.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          plain text                                            ~ plain text
          {{ 1 }}                                               ~ 1
          {{ 1.5 }} {{ 1e6 }} {{ 0x10 }} {{ 'a' }} {{ -3 }}     ~ 1.5 1e+06 16 97 -3
          {{ "a\\tb\\x41\\u00e9" }}                             ~ ^a\tbA\u00e9^
          {{ `raw\\n` }}                                        ~ raw\\n
          {{ true }} {{ not true }}                             ~ true false
          a {{- 1 -}} b                                         ~ a1b
          a {{- /* a comment */ -}} b                           ~ ab
          a{{/* a comment */}}b                                 ~ ab
          {{ if true }}a{{ else }}b{{ end }}                    ~ a
          {{ if 0 }}a{{ else if "" }}b{{ else }}c{{ end }}      ~ c
          {{ with "x" }}{{ . }}{{ else }}y{{ end }}             ~ x
          {{ with "" }}x{{ else with "z" }}{{ . }}{{ end }}     ~ z
          {{ range 3 }}{{ . }},{{ end }}                        ~ 0,1,2,
          {{ range $i, $s := query "m" }}{{ $i }}{{ $s.Labels.instance }} {{ end }} ~ ^0b 1a ^
          {{ range 5 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }} ~ 02
          {{ range query "missing" }}x{{ else }}none{{ end }}   ~ none
          {{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }} ~ 2
          {{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }} ~ 1
          {{ define "x" }}{{ .arg0 }} {{ .arg1 }}{{ end }}{{ template "x" (args 1 "2") }} ~ 1 2
          {{ block "b" "q" }}<{{ . }}>{{ end }}                 ~ <q>
          {{ $x := 7 }}{{ block "b" 1 }}{{ . }}{{ end }}{{ $x }} ~ 17
          {{ .Foo }}                                            ~ <no value>
          {{ define "a" }}{{ end }}{{ define "a" }}2{{ end }}{{ template "a" }} ~ 2
          {{ eq args nil }} {{ eq nil nil }} {{ $s := query "m" | first }}{{ eq $s $s }} ~ false true true
          {{ eq (query "m" | first) (query "m" | first) }}      ~ false
          {{ (query "m" | first).Labels.instance }}             ~ b
          {{ "b" | printf "%s-%s" "a" }}                        ~ a-b
          {{ range $i := "" | len }}{{ else }}<{{ $i }}>{{ end }} ~ <0>
          {{ and 1 0 (fail) }}                                  ~ ^template: test:1: function "fail" not defined^
          {{ and 1 0 }} {{ or 0 "" "x" }} {{ and 1 2 }}         ~ 0 x 2
          """)
  void gives(String text, String expected) {
    assertThat(filled(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {{                     ~ template: test:1: unclosed action
          {{ 1                   ~ template: test:1: unclosed action
          {{ "a }}               ~ template: test:1: unterminated quoted string
          {{ $x }}               ~ template: test:1: undefined variable "$x"
          {{ foo }}              ~ template: test:1: function "foo" not defined
          {{ if true }}          ~ template: test:1: unexpected EOF
          {{ end }}              ~ template: test:1: unexpected {{end}}
          {{ else }}             ~ template: test:1: unexpected {{else}}
          {{ }}                  ~ template: test:1: missing value for command
          {{ if }}x{{ end }}     ~ template: test:1: missing value for if
          {{ 1 | 2 }}            ~ template: test:1: non executable command in pipeline stage 2
          {{ (1 }}               ~ template: test:1: unclosed left paren
          {{ 1) }}               ~ template: test:1: unexpected right paren
          {{ break }}            ~ template: test:1: {{break}} outside {{range}}
          {{/* a                 ~ template: test:1: unclosed comment
          {{ 1x }}               ~ template: test:1: bad number syntax: "1x"
          {{ # }}                ~ template: test:1: unexpected "#" in command
          {{ \u2603 }}                ~ template: test:1: unrecognized character in action: U+2603 '\u2603'
          {{ foo }}{{ "a }}      ~ template: test:1: function "foo" not defined
          {{ $x : 1 }}           ~ template: test:1: undefined variable "$x"
          {{ 1+2 }}              ~ template: test:1: bad number syntax: "1+2"
          {{ 1.2.3 }}            ~ template: test:1: unexpected ".3" in operand
          {{ + }}                ~ template: test:1: illegal number syntax: "+"
          {{ 1e400 }}            ~ template: test:1: illegal number syntax: "1e400"
          {{ 99999999999999999999 }} ~ template: test:1: integer overflow: "99999999999999999999"
          {{ '' }}               ~ template: test:1: invalid syntax
          {{ $.a. }}             ~ template: test:1: unexpected <.> in operand
          {{ define "a" }}1{{ end }}{{ define "a" }}2{{ end }} ~ template: test:1: template: multiple definition of template "a"
          {{ range 1 }}{{ block "b" . }}{{ break }}{{ end }}{{ end }} ~ template: test:1: {{break}} outside {{range}}
          {{ template "nope" }}  ~ template: test:1:12: executing "test" at <{{template "nope"}}>: template "nope" not defined
          {{ template "nope" 1 }} ~ template: test:1:12: executing "test" at <{{template "nope" 1}}>: template "nope" not defined
          {{ define "a" }}{{ 1 | toUpper }}{{ end }}{{ template "a" }} ~ template: test:1:23: executing "a" at <toUpper>: wrong type for value; expected string; got int
          {{ query "missing" | first }} ~ template: test:1:21: executing "test" at <first>: error calling first: first() called on vector with no elements
          {{ humanize "one" }}   ~ template: test:1:3: executing "test" at <humanize "one">: error calling humanize: strconv.ParseFloat: parsing "one": invalid syntax
          {{ "one" | humanizePercentage }} ~ template: test:1:11: executing "test" at <humanizePercentage>: error calling humanizePercentage: strconv.ParseFloat: parsing "one": invalid syntax
          {{ toUpper 1 }}        ~ template: test:1:11: executing "test" at <1>: expected string; found 1
          {{ first "a" }}        ~ template: test:1:9: executing "test" at <"a">: can't handle "a" for arg of type template.queryResult
          {{ first `a` }}        ~ template: test:1:9: executing "test" at <`a`>: can't handle `a` for arg of type template.queryResult
          {{ toUpper nil }}      ~ template: test:1:11: executing "test" at <nil>: cannot assign nil to string
          {{ toUpper (args).a }} ~ template: test:1:12: executing "test" at <args>: invalid value; expected string
          {{ 1 | toUpper }}      ~ template: test:1:7: executing "test" at <toUpper>: wrong type for value; expected string; got int
          {{ safeHtml "a" | toUpper }} ~ template: test:1:18: executing "test" at <toUpper>: wrong type for value; expected string; got template.HTML
          {{ toUpper 1 2 }}      ~ template: test:1:3: executing "test" at <toUpper>: wrong number of args for toUpper: want 1 got 2
          {{ first nil }}        ~ template: test:1:3: executing "test" at <first nil>: error calling first: first() called on vector with no elements
          {{ label "a" nil }}    ~ template: test:1:3: executing "test" at <label "a" nil>: error calling label: runtime error: invalid memory address or nil pointer dereference
          {{ index nil }}        ~ template: test:1:3: executing "test" at <index nil>: error calling index: index of untyped nil
          {{ (query "m" | first).Foo }} ~ template: test:1:16: executing "test" at <first>: can't evaluate field Foo in type *template.sample
          {{ (query "m" | first).Value.Foo }} ~ template: test:1:16: executing "test" at <first>: can't evaluate field Foo in type interface {}
          {{ (query "m" | first).Value 1 }} ~ template: test:1:16: executing "test" at <first>: Value has arguments but cannot be invoked as function
          {{ (query "m" | first).Labels.a 1 }} ~ template: test:1:16: executing "test" at <first>: a is not a method but has arguments
          {{ (toTime 1).Format }} ~ template: test:1:11: executing "test" at <1>: wrong number of args for Format: want 1 got 0
          {{ range 1.5 }}{{ end }} ~ template: test:1:9: executing "test" at <1.5>: range can't iterate over 1.5
          {{ lt true 1 }}        ~ template: test:1:3: executing "test" at <lt true 1>: error calling lt: incompatible types for comparison
          {{ lt 1 nil }}         ~ template: test:1:3: executing "test" at <lt 1 nil>: error calling lt: invalid type for comparison
          {{ eq args 1 }}        ~ template: test:1:3: executing "test" at <eq args 1>: error calling eq: incompatible types for comparison
          {{ len nil }}          ~ template: test:1:3: executing "test" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value
          {{ len (query "m" | first) }} ~ template: test:1:3: executing "test" at <len (query "m" | first)>: error calling len: len of type template.sample
          {{ slice nil }}        ~ template: test:1:3: executing "test" at <slice nil>: error calling slice: slice of untyped nil
          {{ index "abc" 3 }}    ~ template: test:1:3: executing "test" at <index "abc" 3>: error calling index: reflect: string index out of range
          {{ index "abc" 4 }}    ~ template: test:1:3: executing "test" at <index "abc" 4>: error calling index: index out of range: 4
          {{ index args nil }}   ~ template: test:1:3: executing "test" at <index args nil>: error calling index: value is nil; should be of type string
          {{ (args) 1 }}         ~ template: test:1:3: executing "test" at <(args) 1>: can't give argument to non-function args
          {{ (args).a.b }}       ~ template: test:1:4: executing "test" at <args>: nil pointer evaluating interface {}.b
          {{ eq args (query "m") }} ~ template: test:1:3: executing "test" at <eq args (query "m")>: error calling eq: non-comparable types map[]: map[string]interface {}, template.queryResult: [&{map[__name__:metric instance:b] 21} &{map[__name__:metric instance:a] 11}]
          {{ eq args args }}     ~ template: test:1:3: executing "test" at <eq args args>: error calling eq: non-comparable type map[]: map[string]interface {}
          {{ toUpper }}          ~ template: test:1:3: executing "test" at <toUpper>: wrong number of args for toUpper: want 1 got 0
          {{ eq 1 1.0 }}         ~ template: test:1:3: executing "test" at <eq 1 1.0>: error calling eq: incompatible types for comparison
          {{ $x = 1 }}           ~ template: test:1:8: executing "test" at <1>: undefined variable: $x
          {{ if true }}{{ $x := 1 }}{{ end }}{{ $x = 2 }} ~ template: test:1:43: executing "test" at <2>: undefined variable: $x
          {{ with $x = 1 }}{{ end }} ~ template: test:1:13: executing "test" at <1>: undefined variable: $x
          {{ range $i, $e = 2 }}{{ end }} ~ template: test:1:18: executing "test" at <2>: undefined variable: $i
          {{ range $i = 0 }}{{ else }}{{ $i }}{{ end }} ~ template: test:1:14: executing "test" at <0>: undefined variable: $i
          {{ nil }}              ~ template: test:1:3: executing "test" at <nil>: nil is not a command
          """)
  void tellsWhatIsWrong(String text, String expected) {
    assertThat(filled(text)).isEqualTo(expected);
  }

  @Test
  void messagesTellTheLine() {
    assertThat(filled("a\nb\n  {{ nope }}"))
        .isEqualTo("template: test:3: function \"nope\" not defined");
    assertThat(filled("é\né{{ first (query \"missing\") }}")).startsWith("template: test:2:5: ");
  }

  @Test
  void labelsThatAreNotThereAreEmpty() {
    Value labels = Value.Table.of(Labels.of("a", "1"));
    assertThat(filled("{{ .a }}-{{ .b }}-{{ . }}", labels)).isEqualTo("1--map[a:1]");
    assertThat(filled("{{ index . \"a\" }}{{ len . }}", labels)).isEqualTo("11");
    assertThat(filled("{{ range $k, $v := . }}{{ $k }}={{ $v }}{{ end }}", labels))
        .isEqualTo("a=1");
  }

  @Test
  void noTemplateHoldsItsThread() {
    assertThat(filled("{{ range 1000000000 }}x{{ end }}")).contains("too many steps");
    assertThat(filled("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}"))
        .contains("exceeded maximum template depth");
    assertThat(filled("{{ " + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "}}"))
        .contains("levels deep");
    assertThat(filled("{{ if 1 }}".repeat(5_000))).contains("levels deep");
    assertThat(filled("{{ $x := \"0123456789\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}"))
        .contains("too many steps");
  }
}
