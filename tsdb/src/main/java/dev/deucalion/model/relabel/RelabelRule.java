package dev.deucalion.model.relabel;

import com.google.re2j.Pattern;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.NameValidation;
import java.util.List;

/**
 * One rule, checked: {@link #builder()} starts from Prometheus' defaults.
 *
 * @param action what the rule does
 * @param sourceLabels labels whose values, joined, are the source value; absent ones are empty
 * @param separator put between the values of the source labels
 * @param regex what the source value, or for the label actions the label's name, has to match
 * @param modulus of the hash, unsigned; 0 when not set
 * @param targetLabel label to set or to compare with; empty when not set. Of {@code replace} it is
 *     a template
 * @param replacement template of the new value, or of the new name for {@code labelmap}
 * @param names which names the target label may have
 */
public record RelabelRule(
    RelabelAction action,
    List<String> sourceLabels,
    String separator,
    AnchoredRegex regex,
    long modulus,
    String targetLabel,
    String replacement,
    NameValidation names) {

  private static final String DEFAULT_SEPARATOR = ";";
  private static final String DEFAULT_REPLACEMENT = "$1";

  /** The classic alphabet with variables in it. */
  private static final Pattern LEGACY_TEMPLATE =
      Pattern.compile("^(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+$");

  /**
   * Checks the rule.
   *
   * @throws IllegalArgumentException in Prometheus' wording
   */
  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
    if (modulus == 0 && action == RelabelAction.HASHMOD) {
      throw new IllegalArgumentException(
          "relabel configuration for hashmod requires non-zero modulus");
    }
    if (needsTarget(action) && targetLabel.isEmpty()) {
      throw new IllegalArgumentException(
          "relabel configuration for " + action.text() + " action requires 'target_label' value");
    }
    if (needsTarget(action) && !isValidTarget(action, targetLabel, names)) {
      throw invalid(targetLabel, "target_label", action);
    }
    if (hasNoReplacement(action) && !replacement.equals(DEFAULT_REPLACEMENT)) {
      throw new IllegalArgumentException(
          "'replacement' can not be set for " + action.text() + " action");
    }
    if (action == RelabelAction.LABELMAP && !isValidTemplate(replacement, names)) {
      throw invalid(replacement, "replacement", action);
    }
    boolean plain =
        modulus == 0
            && separator.equals(DEFAULT_SEPARATOR)
            && replacement.equals(DEFAULT_REPLACEMENT);
    if (isComparison(action) && !(plain && regex.equals(AnchoredRegex.DEFAULT))) {
      throw new IllegalArgumentException(
          action.text()
              + " action requires only 'source_labels' and `target_label`, and no other fields");
    }
    boolean byName = action == RelabelAction.LABELDROP || action == RelabelAction.LABELKEEP;
    if (byName && !(plain && sourceLabels.isEmpty() && targetLabel.isEmpty())) {
      throw new IllegalArgumentException(
          action.text() + " action requires only 'regex', and no other fields");
    }
  }

  private static boolean needsTarget(RelabelAction action) {
    return switch (action) {
      case REPLACE, HASHMOD, LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL -> true;
      case KEEP, DROP, LABELMAP, LABELDROP, LABELKEEP -> false;
    };
  }

  private static boolean isComparison(RelabelAction action) {
    return action == RelabelAction.KEEPEQUAL || action == RelabelAction.DROPEQUAL;
  }

  private static boolean hasNoReplacement(RelabelAction action) {
    return isComparison(action)
        || action == RelabelAction.LOWERCASE
        || action == RelabelAction.UPPERCASE;
  }

  private static boolean isValidTarget(RelabelAction action, String target, NameValidation names) {
    return action == RelabelAction.REPLACE && Template.hasVariable(target)
        ? isValidTemplate(target, names)
        : names.isValidLabelName(target);
  }

  private static boolean isValidTemplate(String template, NameValidation names) {
    return switch (names) {
      case UTF8 -> names.isValidLabelName(template);
      case LEGACY -> LEGACY_TEMPLATE.matcher(template).find();
    };
  }

  private static IllegalArgumentException invalid(
      String value, String field, RelabelAction action) {
    return new IllegalArgumentException(
        GoQuote.quote(value) + " is invalid '" + field + "' for " + action.text() + " action");
  }

  /** A builder with Prometheus' defaults: {@code replace} from {@code (.*)} to {@code $1}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the fields of a rule. Not thread-safe; may be used again. */
  public static final class Builder {
    private RelabelAction action = RelabelAction.REPLACE;
    private List<String> sourceLabels = List.of();
    private String separator = DEFAULT_SEPARATOR;
    private AnchoredRegex regex = AnchoredRegex.DEFAULT;
    private long modulus;
    private String targetLabel = "";
    private String replacement = DEFAULT_REPLACEMENT;
    private NameValidation names = NameValidation.UTF8;

    private Builder() {}

    /** What is done with a series or target that matches. */
    public Builder action(RelabelAction action) {
      this.action = action;
      return this;
    }

    /** Labels whose values are put together and matched. */
    public Builder sourceLabels(String... names) {
      return sourceLabels(List.of(names));
    }

    /** Labels whose values are put together and matched. */
    public Builder sourceLabels(List<String> names) {
      this.sourceLabels = names;
      return this;
    }

    /** Stands between the values of source labels. */
    public Builder separator(String separator) {
      this.separator = separator;
      return this;
    }

    /**
     * What the joined values have to match, as a whole.
     *
     * @throws com.google.re2j.PatternSyntaxException when it is not RE2's syntax
     */
    public Builder regex(String regex) {
      this.regex = AnchoredRegex.compile(regex);
      return this;
    }

    /** Unsigned. */
    public Builder modulus(long modulus) {
      this.modulus = modulus;
      return this;
    }

    /** The label that is written to. */
    public Builder targetLabel(String targetLabel) {
      this.targetLabel = targetLabel;
      return this;
    }

    /** What is written, with {@code $1} and the like for groups of the match. */
    public Builder replacement(String replacement) {
      this.replacement = replacement;
      return this;
    }

    /** Which names of labels are valid. */
    public Builder names(NameValidation names) {
      this.names = names;
      return this;
    }

    /**
     * The rule.
     *
     * @throws IllegalArgumentException in Prometheus' wording, when the fields do not fit together
     */
    public RelabelRule build() {
      return new RelabelRule(
          action, sourceLabels, separator, regex, modulus, targetLabel, replacement, names);
    }
  }
}
