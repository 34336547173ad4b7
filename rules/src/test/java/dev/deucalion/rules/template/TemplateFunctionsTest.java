package dev.deucalion.rules.template;

import static dev.deucalion.rules.template.Templates.filled;
import static dev.deucalion.rules.template.Templates.reals;
import static dev.deucalion.rules.template.Templates.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.rules.template.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFunctionsTest {
  private static String each(String function, Value values) {
    return filled("{{ range . }}{{ " + function + " . }}:{{ end }}", values);
  }

  @Test
  void eachFunctionThatIsListedIsOne() {
    assertThat(FunctionTable.ofPrometheus())
        .hasSize(29)
        .allSatisfy(name ->
            assertThat(FunctionTable.get(name))
                .hasValueSatisfying(function -> assertThat(function.name()).isEqualTo(name)));
    assertThat(FunctionTable.has("nothing")).isFalse();
  }

  @Test
  void humanize() {
    assertThat(each("humanize", reals(0, 1, 1_234_567, .12, Double.NaN)))
        .isEqualTo("0:1:1.235M:120m:NaN:");
    assertThat(each("humanize", texts("0.0", "1.0", "1234567.0", ".12", "+Inf")))
        .isEqualTo("0:1:1.235M:120m:+Inf:");
    assertThat(each("humanize1024", reals(0, 1, 1_048_576, .12, Double.NEGATIVE_INFINITY)))
        .isEqualTo("0:1:1Mi:0.12:-Inf:");
    assertThat(each("humanizePercentage", reals(-0.22222, 0, 0.1234567, 1.23456, 1_234_567)))
        .isEqualTo("-22.22%:0%:12.35%:123.5%:1.235e+08%:");
  }

  @Test
  void humanizeDuration() {
    assertThat(
            each(
                "humanizeDuration",
                reals(
                    0,
                    1,
                    60,
                    3600,
                    86400,
                    86400 + 3600,
                    -(86400 * 2 + 3600 * 3 + 60 * 4 + 5),
                    899.99)))
        .isEqualTo("0s:1s:1m 0s:1h 0m 0s:1d 0h 0m 0s:1d 1h 0m 0s:-2d 3h 4m 5s:14m 59s:");
    assertThat(each("humanizeDuration", reals(.1, .0001, .12345, 60.1, 1.2345, 12.345)))
        .isEqualTo("100ms:100us:123.5ms:1m 0s:1.234s:12.35s:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {{ 1435065584.128 | humanizeTimestamp }}          ~ 2015-06-23 13:19:44.128 +0000 UTC
          {{ humanizeTimestamp -1 }}                        ~ 1969-12-31 23:59:59 +0000 UTC
          {{ (1435065584.128 | toTime).Format "2006" }}     ~ 2015
          {{ (1800 | toDuration).String }}                  ~ 30m0s
          {{ now }}                                         ~ 1.353755652e+09
          {{ (now | toTime).Format "_2006 Janet Z07 -07:00:00 _2" }} ~ _2012 Janet Z +00:00:00 24
          {{ (now | toTime).Format "Mon Jan 2 15:04:05 2006" }} ~ Sat Nov 24 11:14:12 2012
          {{ ("-30m" | parseDuration | toDuration | (now | toTime).Add).UnixMilli }} ~ 1353753852000
          {{ "aa bb CC" | title }}                          ~ Aa Bb CC
          {{ "aa bb CC" | toUpper }} {{ "aA" | toLower }}   ~ AA BB CC aa
          {{ match "a+" "aa" }} {{ match "a+" "b" }}        ~ true false
          {{ reReplaceAll "(a)b" "x$1" "ab" }}              ~ xa
          {{ reReplaceAll "b*" "-" "abc" }}                 ~ -a-c-
          {{ graphLink "up" }}                              ~ /graph?g0.expr=up&g0.tab=0
          {{ tableLink "a b*" }}                            ~ /graph?g0.expr=a+b%2A&g0.tab=1
          {{ pathPrefix }} {{ externalURL }}                ~ /path/prefix http://testhost:9090/path/prefix
          {{ printf "%0.2f" (parseDuration "1h2m10ms") }}   ~ 3720.01
          {{ "foo.example.com:12345" | stripPort }}         ~ foo.example.com
          {{ "[2001:0DB8::1]:12345" | stripPort }}          ~ 2001:0DB8::1
          {{ "[2001:0DB8::1]::12345" | stripPort }}         ~ [2001:0DB8::1]::12345
          {{ "foo.example.com:12345" | stripDomain }}       ~ foo:12345
          {{ "192.0.2.1:12345" | stripDomain }}             ~ 192.0.2.1:12345
          {{ "[2001:0DB8::1]:12345" | stripDomain }}        ~ [2001:0DB8::1]:12345
          {{ query "m" | first | value }}                   ~ 21
          {{ query "m" | first | label "instance" }}        ~ b
          {{ range query "m" | sortByLabel "instance" }}{{ .Labels.instance }}:{{ .Value }} {{ end }} ~ ^a:11 b:21 ^
          {{ eq "a" "b" "a" }} {{ ne 1 2 }} {{ lt 1 2 }} {{ ge 1.5 2.5 }} ~ true true true false
          {{ index (query "m") 1 | value }}                 ~ 11
          {{ slice "abcdef" 1 3 }} {{ len "abc" }}          ~ bc 3
          {{ html "<a&b>" }} {{ urlquery "a b" }}           ~ &lt;a&amp;b&gt; a+b
          {{ print 1 2 "a" "b" 3 }}                         ~ 1 2ab3
          {{ "straße ŉ" | toUpper }} {{ "İΑΣ" | toLower }}  ~ STRAßE ŉ iασ
          {{ html nil 1 2 }} {{ urlquery nil }}             ~ &lt;no value&gt;1 2 %3Cno+value%3E
          {{ html (query "m" | first) }}                    ~ {map[__name__:metric instance:b] 21}
          {{ js "é\u00ad" }}                                ~ é\\u00AD
          """)
  void functions(String text, String expected) {
    assertThat(filled(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          "%d" 5              ~ 5
          "%5d|%-5d|%05d" 5 5 5 ~ ^    5|5    |00005^
          "%+d %x %X %o %b %c %U" 5 255 255 8 5 65 65 ~ +5 ff FF 10 101 A U+0041
          "%.2f %8.3f %e %g" 1.005 3.14159 123456.789 1e21 ~ 1.00    3.142 1.234568e+05 1e+21
          "%s %q %v %10s|%-10s|%.2s" "a" "b\\"" "c" "d" "e" "fgh" ~ ^a "b\\"" c          d|e         |fg^
          "%t %v" true false  ~ true false
          "%d" "x"            ~ %!d(string=x)
          "%s" 5              ~ %!s(int=5)
          "%d" 1.5            ~ %!d(float64=1.5)
          "%d"                ~ %!d(MISSING)
          "a" 1 "b"           ~ a%!(EXTRA int=1, string=b)
          "%"                 ~ %!(NOVERB)
          "100%%"             ~ 100%
          "%.4g" 123456.0     ~ 1.235e+05
          "%T" 1.5            ~ float64
          "%[2]s %[1]s" "a" "b" ~ b a
          "%[1]q %[1]x %d" "a" 7 ~ ^"a" 61 7^
          "%[3]d|%[x]d|%[1]2d|%[1].2f|%[d" 1 2 ~ %!d(BADINDEX)|%!d(BADINDEX)|%!d(BADINDEX)|%!f(BADINDEX)|%!d(BADINDEX)
          "%[2]*[1]d|%.[2]*[1]f" 1 3 ~ ^  1|%!f(int=001)^
          "%*d|%-*d|%.*f" 4 1 4 2 1 1.25 ~ ^   1|2   |1.2^
          "%*d|%*d" "x" 1 -3 2 ~ ^%!(BADWIDTH)1|2  ^
          "%.*f" -1 1.5       ~ %!(BADPREC)1.500000
          "%#x %#X %#o %#b %O %#06x" 255 255 8 5 8 255 ~ 0xff 0XFF 010 0b101 0o10 0x0000ff
          "%x|% x|%#x|% #x|%.1x" "ab" "ab" "ab" "ab" "ab" ~ 6162|61 62|0x6162|0x61 0x62|61
          "%#q %#q" "a" "`"   ~ ^`a` "`"^
          "%.2f %.2d %5.1t" 5 "abc" 1 ~ ^%!f(int=05) %!d(string=ab) %!t(int=    1)^
          "%05s %05d %-05d|%+.3d %08.3f %+08.1f" "a" -5 5 7 -3.14159 2.0 ~ ^0000a -0005 5    |+007 -003.142 +00002.0^
          "%.0d|%3.0d|%d" 0 0 0 ~ ^|   |0^
          "%+f % f %+v % v %05v" 1.0 1.0 (query "m" | first | value) 1 2 ~ ^+1.000000  1.000000 21  1 00002^
          "%x %X %.2x %.0x %x" 1.0 -10.5 1.999 1.5 0.0 ~ 0x1p+00 -0X1.5P+03 0x1.00p+01 0x1p+01 0x0p+00
          "%q %q %q %+q %+q %08q" 10 39 34 233 "é" 3 ~ ^'\\n' '\\'' '"' '\\u00e9' "\\u00e9" 00'\\x03'^
          "%.2T %T %08U %#O" 1.5 nil 65 8 ~ ^fl <nil>   U+0041 0o010^
          "%s" (query "m" | first) ~ &{map[__name__:metric instance:b] %!s(float64=21)}
          "%b %x" 1.0 0.1     ~ 4503599627370496p-52 0x1.999999999999ap-04
          """)
  void printf(String arguments, String expected) {
    assertThat(filled("{{ printf " + arguments + " }}")).isEqualTo(expected);
  }
}
