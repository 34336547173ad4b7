/** Which program this is: {@link dev.deucalion.server.version.ProgramVersion}. Immutable. */
@NullMarked
package dev.deucalion.server.version;

import org.jspecify.annotations.NullMarked;
