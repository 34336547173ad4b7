/** Tests of the whole program as a process of its own, over real HTTP and real signals. */
@NullMarked
package dev.deucalion.server.process;

import org.jspecify.annotations.NullMarked;
