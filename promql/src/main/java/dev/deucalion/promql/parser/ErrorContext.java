package dev.deucalion.promql.parser;

/**
 * Where an unexpected token stands and what would have been right, as messages say it.
 *
 * @param suffix what follows the token in the message
 */
record ErrorContext(String suffix) {
  static final ErrorContext NONE = new ErrorContext("");
  static final ErrorContext AGGREGATION = new ErrorContext(" in aggregation");

  static final ErrorContext GROUPING_START = of("grouping opts", "\"(\"");
  static final ErrorContext GROUPING_LABEL = of("grouping opts", "label");
  static final ErrorContext GROUPING_LIST = of("grouping opts", "\",\" or \")\"");

  static final ErrorContext MATCHER_START = of("label matching", "identifier or \"}\"");
  static final ErrorContext MATCHER_LIST = of("label matching", "\",\" or \"}\"");
  static final ErrorContext MATCHER_OPERATOR = of("label matching", "label matching operator");
  static final ErrorContext MATCHER_VALUE = of("label matching", "string");

  static final ErrorContext OFFSET = of("offset", "number, duration, step(), or range()");
  static final ErrorContext AT = of("@", "timestamp");
  static final ErrorContext RANGE =
      of("subquery or range selector", "number, duration, step(), or range()");
  static final ErrorContext RANGE_END = of("subquery or range", "\":\" or \"]\"");
  static final ErrorContext STEP =
      of("subquery selector", "number, duration, step(), range(), or \"]\"");
  static final ErrorContext STEP_END = of("subquery selector", "\"]\"");

  private static ErrorContext of(String where, String expected) {
    return new ErrorContext(" in " + where + ", expected " + expected);
  }
}
