/** From text to syntax tree and back. */
@NullMarked
package dev.deucalion.promql.parser;

import org.jspecify.annotations.NullMarked;
