package dev.deucalion.rules.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.template.ConsoleTemplates.Request;
import dev.deucalion.rules.template.ConsoleTemplates.Source;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTemplatesTest {
  /** A value that would break out of any place. */
  private static final String HOSTILE = "O'R: <i a=\"b\">you</i>?";

  private final ConsoleTemplates templates =
      new ConsoleTemplates(
          new TemplateSurroundings(
              (query, timeMs) ->
                  List.of(new Sample(Labels.of("__name__", query, "job", "<j>"), timeMs, 1.5)),
              "http://h/p",
              "/p"));

  private String expand(String text, String... libraries) throws TemplateException {
    return expand(Map.of("v", List.of(HOSTILE, "second"), "n", List.of("5")), text, libraries);
  }

  private String expand(Map<String, List<String>> parameters, String text, String... libraries)
      throws TemplateException {
    List<Source> sources =
        Arrays.stream(libraries).map(library -> new Source("l.lib", library)).toList();
    return templates.expand(
        new Source("/x.html", text),
        sources,
        new Request(parameters, "x.html", Labels.of("region", "eu")),
        1_000);
  }

  /** As Go's html/template has it for each place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <p>{{V}}</p>|<p>O&#39;R: &lt;i a=&#34;b&#34;&gt;you&lt;/i&gt;?</p>
          <title>{{V}}</title>|<title>O&#39;R: &lt;i a=&#34;b&#34;&gt;you&lt;/i&gt;?</title>
          <a title="{{V}}">|<a title="O&#39;R: &lt;i a=&#34;b&#34;&gt;you&lt;/i&gt;?">
          <a title='x {{V}}'>|<a title='x O&#39;R: &lt;i a=&#34;b&#34;&gt;you&lt;/i&gt;?'>
          <a title={{V}}>|<a title=O&#39;R:&#32;&lt;i&#32;a&#61;&#34;b&#34;&gt;you&lt;/i&gt;?>
          <a href="/{{V}}">|<a href="/O%27R:%20%3ci%20a=%22b%22%3eyou%3c/i%3e?">
          <a href="?q={{V}}">|<a href="?q=O%27R%3a%20%3ci%20a%3d%22b%22%3eyou%3c%2fi%3e%3f">
          <a href="{{V}}">|<a href="#ZgotmplZ">
          <a href="{{"http://a/b c"}}">|<a href="http://a/b%20c">
          <a href="{{"javascript:x"}}">|<a href="#ZgotmplZ">
          <a href="{{"javascript"}}{{":f()"}}">|<a href="javascript#ZgotmplZ">
          <a href="/?a" src={{V}}>|<a href="/?a" src=#ZgotmplZ>
          <a onclick='f("{{V}}")'>|<a onclick='f("O\\u0027R: \\u003ci a=\\u0022b\\u0022\\u003eyou\\u003c\\/i\\u003e?")'>
          <a onclick="f({{V}})">|<a onclick="f(&#34;O&#39;R: \\u003ci a=\\&#34;b\\&#34;\\u003eyou\\u003c/i\\u003e?&#34;)">
          <script>f({{V}})</script>|<script>f("O'R: \\u003ci a=\\"b\\"\\u003eyou\\u003c/i\\u003e?")</script>
          <script>f('{{V}}')</script>|<script>f('O\\u0027R: \\u003ci a=\\u0022b\\u0022\\u003eyou\\u003c\\/i\\u003e?')</script>
          <script>x = 6 / {{1}}; y = '{{V}}'</script>|<script>x = 6 /  1 ; y = 'O\\u0027R: \\u003ci a=\\u0022b\\u0022\\u003eyou\\u003c\\/i\\u003e?'</script>
          <script>r = /a{{"/"}}/; s = {{"a"}}</script>|<script>r = /a\\//; s = "a"</script>
          <script>// it's {{V}}</script>|<script>// it's </script>
          <script>f({{.RawParams}})</script>|<script>f({"n":["5"],"v":["O'R: \\u003ci a=\\"b\\"\\u003eyou\\u003c/i\\u003e?","second"]})</script>
          <p style="color: {{V}}">|<p style="color: ZgotmplZ">
          <p style="color: {{"red"}}">|<p style="color: red">
          <p {{V}}="x">|<p ZgotmplZ="x">
          <p><!-- {{V}} -->x</p>|<p>x</p>
          {{safeHtml "<b>"}}|<b>
          <a title="{{safeHtml "<b>&amp;"}}">|<a title="&amp;">
          <p>{{.Params.none}}{{nothing}}</p>|<p></p>
          """)
  void valuesAreEscapedByTheirPlace(String text, String page) throws TemplateException {
    String template = text.replace("{{V}}", "{{.Params.v}}").replace("{{nothing}}", "");
    assertThat(expand(template)).isEqualTo(page);
  }

  @Test
  void dataHaveShortNames() throws TemplateException {
    assertThat(
            expand(
                "{{$params.n}} {{$path}} {{$externalLabels.region}} {{index $rawParams.v 1}}"
                    + " {{pathPrefix}} {{externalURL}}"))
        .isEqualTo("5 x.html eu second /p http://h/p");
  }

  @Test
  void queriesGiveSamples() throws TemplateException {
    assertThat(expand("{{range query \"up\"}}<td>{{.Labels.job}}</td>{{.Value}}{{end}}"))
        .isEqualTo("<td>&lt;j&gt;</td>1.5");
  }

  @Test
  void librariesShareTemplates() throws TemplateException {
    String library = "{{define \"cell\"}}<td title=\"{{.}}\">{{end}}{{define \"q\"}}{{.}}'{{end}}";
    assertThat(expand("<tr>{{template \"cell\" .Params.v}}", library))
        .startsWith("<tr><td title=\"O&#39;R");
    assertThat(expand("{{tmpl \"cell\" \"a<\"}}", library)).isEqualTo("<td title=\"a&lt;\">");
    assertThat(expand("{{template \"l.lib\"}}", "top{{define \"x\"}}{{end}}")).isEqualTo("top");
  }

  @Test
  void theLastDefinitionCounts() throws TemplateException {
    assertThat(expand("{{define \"a\"}}1{{end}}{{template \"a\"}}", "{{define \"a\"}}2{{end}}"))
        .isEqualTo("2");
  }

  @Test
  void faultsAreTold() {
    assertThatThrownBy(() -> expand("{{if}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("error parsing template __console_/x.html: ");
    assertThatThrownBy(() -> expand("{{template \"none\"}}"))
        .hasMessageStartingWith("error executing template __console_/x.html: ")
        .hasMessageContaining("template \"none\" not defined");
    assertThatThrownBy(() -> expand("{{tmpl \"l.lib\" 1}}", "{{tmpl \"l.lib\" 1}}"))
        .hasMessageContaining("exceeded maximum template depth");
    assertThatThrownBy(
            () -> expand("{{template \"a\"}}", "\n\n{{define \"a\"}}{{template \"b\"}}{{end}}"))
        .hasMessageContaining("l.lib:3");
  }

  /** No value of whatever characters ends what it stands in. */
  @Test
  void noValueBreaksOut() throws TemplateException {
    long seed = 20_261_121;
    Random random = new Random(seed);
    String alphabet = "<>\"'`/\\&=(){};:-+ \n\t*$ax%\u2028";
    String[] places = {
      "<p>@</p>",
      "<p a=\"@\">",
      "<p a='@'>",
      "<script>f(@)</script>",
      "<script>'@'</script>",
      "<script>\"@\"</script>",
      "<script>`@`</script>",
      "<a href=\"/@\">",
      "<a href=\"/?@\">",
      "<textarea>@</textarea>",
      "<p onclick=\"f('@')\">",
      "<p style=\"a: @\">"
    };
    for (int i = 0; i < 5_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String place = places[random.nextInt(places.length)];
      String before = place.substring(0, place.indexOf('@'));
      String behind = place.substring(place.indexOf('@') + 1);
      String page =
          expand(Map.of("v", List.of(value.toString())), before + "{{.Params.v}}" + behind);
      assertThat(page).as("seed %d, %d", seed, i).startsWith(before).endsWith(behind);
      String written = page.substring(before.length(), page.length() - behind.length());
      assertThat(written).as("seed %d, %d: %s", seed, i, page).doesNotContain("<", ">");
      char quote = before.charAt(before.length() - 1);
      if (quote == '"' || quote == '\'' || quote == '`') {
        assertThat(written).as("seed %d, %d: %s", seed, i, page).doesNotContain("" + quote);
        boolean inScript = place.contains("script") || place.contains("onclick");
        assertThat(inScript && written.replace("\\\\", "").endsWith("\\")).as(page).isFalse();
      }
    }
  }
}
