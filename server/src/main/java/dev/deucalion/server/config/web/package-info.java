/**
 * The file of {@code --web.config.file}: TLS, passwords and header fields of the web. {@link
 * dev.deucalion.server.config.web.WebConfigFile} knows it as it is at any moment; {@link
 * dev.deucalion.server.config.web.WebConfigReader} reads its text.
 *
 * <p>Any thread.
 */
@NullMarked
package dev.deucalion.server.config.web;

import org.jspecify.annotations.NullMarked;
