/**
 * Readers of what several sections of the configuration have in common: {@link
 * dev.deucalion.server.config.part.HttpClientReader} for clients, {@link
 * dev.deucalion.server.config.part.RelabelReader} for rules. {@link
 * dev.deucalion.server.config.part.Reading} goes through all readers of a file and collects what is
 * wrong with it. One thread at a time.
 */
@NullMarked
package dev.deucalion.server.config.part;

import org.jspecify.annotations.NullMarked;
