/**
 * Fits the parts of the program to what the HTTP API asks for: one class for each of its
 * interfaces, without logic of its own beyond that. Any thread.
 */
@NullMarked
package dev.deucalion.server.adapter;

import org.jspecify.annotations.NullMarked;
