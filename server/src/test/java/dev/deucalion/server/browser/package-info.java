/**
 * The user interface in Debian's Chromium, driven by the DevTools protocol, before a real server
 * with real data. {@link dev.deucalion.server.browser.Browser} starts Chromium, {@link
 * dev.deucalion.server.browser.Tab} does what a person does: opens, clicks, types, looks. {@link
 * dev.deucalion.server.browser.UiServer} is the server with something to see.
 *
 * <p>The tests run in the profile {@code interop} only. Screenshots go to {@code screenshots} in
 * the module's output directory.
 */
@NullMarked
package dev.deucalion.server.browser;

import org.jspecify.annotations.NullMarked;
