package dev.deucalion.tsdb.file;

/** What a name in a directory can stand for. */
sealed interface SimulatedNode permits SimulatedFile, SimulatedDirectory {}
