/**
 * The user interface in the browser, as the build bundled it from {@code src/main/ts}: a page and
 * the assets that it loads. {@link dev.deucalion.ui.WebUi} finds them; it reads resources of the
 * class path and keeps nothing. Whoever serves them decides on paths and headers.
 *
 * <p>A page of its own is a folder below {@code src/main/ts/pages} with a line in {@code
 * frame/pages.ts}.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.ui;

import org.jspecify.annotations.NullMarked;
