package dev.deucalion.http.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.TargetSource;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.relabel.Relabeling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code /targets/relabel_steps}: what each rule of a scrape pool makes of a label set. */
public final class RelabelEndpoint {
  private static final JsonFactory JSON = new JsonFactory();

  private final TargetSource targets;

  public RelabelEndpoint(TargetSource targets) {
    this.targets = targets;
  }

  public ApiResult relabelSteps(Exchange exchange) {
    Request request = exchange.request();
    String pool = request.parameter("scrapePool");
    if (pool.isEmpty()) {
      throw ApiException.badData("no scrapePool parameter provided");
    }
    String text = request.parameter("labels");
    if (text.isEmpty()) {
      throw ApiException.badData("no labels parameter provided");
    }
    LabelsBuilder labels = labels(text);
    List<RelabelRule> rules =
        targets.relabelRules(pool).orElseThrow(() -> TargetEndpoints.unknownPool(pool));
    List<Step> steps = new ArrayList<>();
    boolean keep = true;
    for (RelabelRule rule : rules) {
      keep = keep && Relabeling.apply(List.of(rule), labels);
      steps.add(new Step(rule, keep ? labels.build() : Labels.EMPTY, keep));
    }
    return ApiResult.of(out -> write(out, steps));
  }

  private static LabelsBuilder labels(String text) {
    LabelsBuilder labels = new LabelsBuilder();
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw unreadable("a label set is an object of strings");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        if (in.nextToken() != JsonToken.VALUE_STRING) {
          throw unreadable("the value of " + GoQuote.quote(name) + " is no string");
        }
        labels.set(name, in.getText());
      }
      if (in.nextToken() != null) {
        throw unreadable("there is something behind the label set");
      }
    } catch (JsonParseException e) {
      throw unreadable(e.getOriginalMessage());
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
    return labels;
  }

  private static ApiException unreadable(String reason) {
    return ApiException.badData("error parsing labels: " + reason);
  }

  private static void write(JsonWriter out, List<Step> steps) throws IOException {
    out.beginObject();
    out.name("steps");
    out.beginArray();
    for (Step step : steps) {
      out.beginObject();
      out.name("rule");
      writeRule(out, step.rule());
      out.name("output");
      out.labels(step.output());
      out.name("keep");
      out.bool(step.keep());
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }

  private static void writeRule(JsonWriter out, RelabelRule rule) throws IOException {
    out.beginObject();
    if (!rule.sourceLabels().isEmpty()) {
      out.name("source_labels");
      out.strings(rule.sourceLabels());
    }
    out.name("separator");
    out.string(rule.separator());
    out.name("regex");
    out.string(rule.regex().toString());
    if (rule.modulus() != 0) {
      out.name("modulus");
      out.number(rule.modulus());
    }
    if (!rule.targetLabel().isEmpty()) {
      out.name("target_label");
      out.string(rule.targetLabel());
    }
    out.name("replacement");
    out.string(rule.replacement());
    out.name("action");
    out.string(rule.action().text());
    out.endObject();
  }

  private record Step(RelabelRule rule, Labels output, boolean keep) {}
}
