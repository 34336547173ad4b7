/**
 * The commands {@code query}: they ask a server over its API, by {@link
 * dev.deucalion.server.cli.query.ApiClient}, and print the answer as {@link
 * dev.deucalion.server.cli.query.AnswerFormat} says. Each {@code Query…} is a command. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.query;

import org.jspecify.annotations.NullMarked;
