/**
 * Serves the user interface: {@link dev.deucalion.http.ui.UiPage} answers the path of each of its
 * pages with the same document, and {@link dev.deucalion.http.ui.UiAssets} what the document loads.
 * What the pages show, they ask the API for. Built once; called by the threads of requests.
 *
 * <p>May depend on: {@code http.encode}, {@code http.exchange}, {@code ui}.
 */
@NullMarked
package dev.deucalion.http.ui;

import org.jspecify.annotations.NullMarked;
