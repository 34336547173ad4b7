package dev.deucalion.http.editor;

import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.complete.GrammarWord;
import dev.deucalion.promql.function.FunctionCatalogue;
import dev.deucalion.promql.function.FunctionHelp;
import java.util.ArrayList;
import java.util.List;

/** The names and words that PromQL itself has, with their help. */
public final class LanguageWords {
  private static final double NO_SCORE = 1;

  private LanguageWords() {}

  /** Functions and aggregations that queries may use, by name. */
  public static List<Completion> callable(QueryLanguage language) {
    List<Completion> words = new ArrayList<>();
    for (AggregateOp op : AggregateOp.values()) {
      if (!op.isExperimental() || language.allowsExperimental()) {
        words.add(aggregation(op));
      }
    }
    for (FunctionSignature function : FunctionCatalogue.all()) {
      if (!function.experimental() || language.allowsExperimental()) {
        words.add(function(function));
      }
    }
    return words;
  }

  /** Words of the grammar, of which not all fit everywhere. */
  public static List<Completion> grammar() {
    return GrammarWord.ALL.stream()
        .map(word ->
            new Completion(word.text(), "", Completion.Kind.KEYWORD, "", word.help(), NO_SCORE))
        .toList();
  }

  private static Completion aggregation(AggregateOp op) {
    FunctionHelp help = FunctionHelp.of(op.symbol());
    return new Completion(
        op.symbol(),
        "",
        Completion.Kind.AGGREGATION,
        op.symbol() + "(" + help.parameters() + ")",
        help.sentence(),
        NO_SCORE);
  }

  private static Completion function(FunctionSignature function) {
    FunctionHelp help = FunctionHelp.of(function.name());
    return new Completion(
        function.name(),
        "",
        Completion.Kind.FUNCTION,
        signature(function, help.parameters().split(", ", -1)),
        help.sentence(),
        NO_SCORE);
  }

  /** Such as {@code round(v: instant vector, [to: scalar])}. */
  private static String signature(FunctionSignature function, String[] parameters) {
    StringBuilder text = new StringBuilder(function.name()).append('(');
    List<ValueType> types = function.argTypes();
    for (int i = 0; i < types.size(); i++) {
      boolean optional = function.variadic() != 0 && i == types.size() - 1;
      text.append(i == 0 ? "" : ", ").append(optional ? "[" : "");
      text.append(i < parameters.length ? parameters[i] : "").append(": ");
      text.append(types.get(i).documentedName());
      text.append(optional && function.variadic() != 1 ? ", …" : "").append(optional ? "]" : "");
    }
    return text.append("): ").append(function.returnType().documentedName()).toString();
  }
}
