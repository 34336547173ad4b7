package dev.deucalion.server.cli.unittest;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.server.config.rules.RuleFileSettings.UnknownFields;

/**
 * How all tests of a run are run.
 *
 * @param delayNameRemoval whether metric names are taken off results at the end only
 * @param unknownFields what becomes of fields that rule files do not have
 * @param diff whether alerts are shown as a coloured difference
 * @param debug whether all data are printed
 */
record TestSettings(
    ParserOptions language,
    boolean delayNameRemoval,
    UnknownFields unknownFields,
    boolean diff,
    boolean debug) {}
