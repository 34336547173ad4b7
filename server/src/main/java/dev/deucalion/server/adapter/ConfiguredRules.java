package dev.deucalion.server.adapter;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.group.RuleManager;
import dev.deucalion.rules.template.TemplateExpander;
import dev.deucalion.server.config.GlobalConfig;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFiles;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has rules follow the configuration, whose rule files are read anew each time. */
public final class ConfiguredRules implements Consumer<ServerConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRules.class);

  private final RuleManager rules;
  private final ParserOptions language;
  private final TemplateExpander templates;

  public ConfiguredRules(RuleManager rules, ParserOptions language, TemplateExpander templates) {
    this.rules = rules;
    this.language = language;
    this.templates = templates;
  }

  /** The rule files of a configuration as they are now. */
  public static RuleFiles read(
      ServerConfig config, ParserOptions language, TemplateExpander templates) {
    GlobalConfig global = config.global();
    return RuleFiles.read(
        config.ruleFiles(),
        new RuleDefaults(global.evaluationIntervalMs(), global.ruleQueryOffsetMs()),
        new RuleFileSettings(language, templates, global.nameValidation()));
  }

  /**
   * Takes over a configuration.
   *
   * @throws IllegalStateException when a rule file cannot be used; the rules stay as they are
   */
  @Override
  public void accept(ServerConfig config) {
    RuleFiles files = read(config, language, templates);
    if (!files.problems().isEmpty()) {
      files
          .problems()
          .forEach(
              problem -> LOG.atError().addKeyValue("err", problem).log("loading groups failed"));
      throw new IllegalStateException("error loading rules, previous rule set restored");
    }
    rules.apply(files.groups(), config.global().externalLabels());
  }
}
