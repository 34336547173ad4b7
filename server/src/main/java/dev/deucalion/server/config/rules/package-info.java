/**
 * Reads rule files, strictly: {@link dev.deucalion.server.config.rules.RuleFiles} finds and reads
 * all that a configuration names, {@link dev.deucalion.server.config.rules.RuleFileReader} one.
 * Builds on {@code server.config.yaml} for the files and on {@code promql} and {@code
 * rules.template} for what stands in them. One thread at a time.
 */
@NullMarked
package dev.deucalion.server.config.rules;

import org.jspecify.annotations.NullMarked;
