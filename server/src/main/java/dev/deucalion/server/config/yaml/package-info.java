/**
 * Reads YAML into whatever the caller makes of it, telling the place of each fault, and writes it.
 * {@link dev.deucalion.server.config.yaml.YamlDocument} parses a text, {@link
 * dev.deucalion.server.config.yaml.MapReader} takes a mapping apart key by key, and {@link
 * dev.deucalion.server.config.yaml.Problems} collects what is wrong, so that all faults are told at
 * once. Builds on the nodes of snakeyaml-engine; scalars are understood as Go's YAML library does.
 * One thread at a time.
 */
@NullMarked
package dev.deucalion.server.config.yaml;

import org.jspecify.annotations.NullMarked;
