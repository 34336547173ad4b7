/**
 * The program: {@code Main} reads the command line and the configuration, {@code Wiring} constructs
 * every part in one readable order. The only module that names concrete classes of the others and
 * that knows YAML.
 */
@NullMarked
package dev.deucalion.server;

import org.jspecify.annotations.NullMarked;
