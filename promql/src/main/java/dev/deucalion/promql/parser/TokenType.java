package dev.deucalion.promql.parser;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kinds of tokens, with how error messages present them. */
enum TokenType {
  END("end of input", Family.END),
  IDENTIFIER("identifier", Family.NAMED),
  METRIC_IDENTIFIER("metric identifier", Family.NAMED),
  STRING("string", Family.LITERAL),
  NUMBER("number", Family.LITERAL),
  DURATION("duration", Family.LITERAL),

  LEFT_PAREN,
  RIGHT_PAREN,
  LEFT_BRACE,
  RIGHT_BRACE,
  LEFT_BRACKET,
  RIGHT_BRACKET,
  COMMA,
  COLON,
  EQUAL,

  NOT_EQUAL(Family.OPERATOR),
  MATCHES(Family.OPERATOR),
  NOT_MATCHES(Family.OPERATOR),
  ADD(Family.OPERATOR),
  SUB(Family.OPERATOR),
  MUL(Family.OPERATOR),
  DIV(Family.OPERATOR),
  MOD(Family.OPERATOR),
  POW(Family.OPERATOR),
  EQUAL_EQUAL(Family.OPERATOR),
  GREATER(Family.OPERATOR),
  GREATER_EQUAL(Family.OPERATOR),
  LESS(Family.OPERATOR),
  LESS_EQUAL(Family.OPERATOR),
  TRIM_UPPER(Family.OPERATOR),
  TRIM_LOWER(Family.OPERATOR),
  AT(Family.OPERATOR),
  AND(Family.OPERATOR),
  OR(Family.OPERATOR),
  UNLESS(Family.OPERATOR),
  ATAN2(Family.OPERATOR),

  SUM(Family.AGGREGATOR),
  AVG(Family.AGGREGATOR),
  COUNT(Family.AGGREGATOR),
  MIN(Family.AGGREGATOR),
  MAX(Family.AGGREGATOR),
  GROUP(Family.AGGREGATOR),
  STDDEV(Family.AGGREGATOR),
  STDVAR(Family.AGGREGATOR),
  TOPK(Family.AGGREGATOR),
  BOTTOMK(Family.AGGREGATOR),
  COUNT_VALUES(Family.AGGREGATOR),
  QUANTILE(Family.AGGREGATOR),
  LIMITK(Family.AGGREGATOR),
  LIMIT_RATIO(Family.AGGREGATOR),

  OFFSET(Family.KEYWORD),
  SMOOTHED(Family.KEYWORD),
  ANCHORED(Family.KEYWORD),
  BY(Family.KEYWORD),
  WITHOUT(Family.KEYWORD),
  ON(Family.KEYWORD),
  IGNORING(Family.KEYWORD),
  GROUP_LEFT(Family.KEYWORD),
  GROUP_RIGHT(Family.KEYWORD),
  FILL(Family.KEYWORD),
  FILL_LEFT(Family.KEYWORD),
  FILL_RIGHT(Family.KEYWORD),
  BOOL(Family.KEYWORD),

  START(Family.PREPROCESSOR),
  END_OF_RANGE(Family.PREPROCESSOR),
  STEP(Family.PREPROCESSOR),
  RANGE(Family.PREPROCESSOR),
  MAX_OF(Family.PREPROCESSOR),
  MIN_OF(Family.PREPROCESSOR);

  /** What a token is for, which decides how messages show it. */
  enum Family {
    END,
    NAMED,
    LITERAL,
    PUNCTUATION,
    OPERATOR,
    AGGREGATOR,
    KEYWORD,
    PREPROCESSOR
  }

  private static final Map<String, TokenType> WORDS = words();

  /** Words that are operators or keywords and yet no metric names. */
  private static final Set<TokenType> NO_METRIC_NAME =
      EnumSet.of(ATAN2, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT, BOOL);

  private final @Nullable String description;
  private final Family family;

  TokenType() {
    this(null, Family.PUNCTUATION);
  }

  TokenType(Family family) {
    this(null, family);
  }

  TokenType(@Nullable String description, Family family) {
    this.description = description;
    this.family = family;
  }

  /** The keyword that a word is, in any case of letters, or null. */
  static @Nullable TokenType ofWord(String word) {
    return WORDS.get(word.toLowerCase(Locale.ROOT));
  }

  /** In words, for kinds of which the text alone would not tell enough; else null. */
  @Nullable String description() {
    return description;
  }

  Family family() {
    return family;
  }

  boolean isAggregator() {
    return family == Family.AGGREGATOR;
  }

  /** Whether a token of this kind can be a metric name in front of braces. */
  boolean canNameMetric() {
    return family == Family.NAMED || isWord() && !NO_METRIC_NAME.contains(this);
  }

  /** Whether a token of this kind can be a label in a list of labels. */
  boolean canNameLabel() {
    return family == Family.NAMED || isWord() && this != WITHOUT;
  }

  /** Whether an expression can start with a token of this kind. */
  boolean canStartExpression() {
    return family == Family.LITERAL
        || this == LEFT_PAREN
        || this == LEFT_BRACE
        || this == ADD
        || this == SUB
        || canNameMetric();
  }

  private boolean isWord() {
    return switch (family) {
      case AGGREGATOR, KEYWORD, PREPROCESSOR -> true;
      case OPERATOR -> this == AND || this == OR || this == UNLESS || this == ATAN2;
      case END, NAMED, LITERAL, PUNCTUATION -> false;
    };
  }

  private static Map<String, TokenType> words() {
    Map<String, TokenType> words = new HashMap<>();
    for (TokenType type : values()) {
      if (type.isWord()) {
        words.put(type == END_OF_RANGE ? "end" : type.name().toLowerCase(Locale.ROOT), type);
      }
    }
    words.put("inf", NUMBER);
    words.put("nan", NUMBER);
    return Map.copyOf(words);
  }
}
