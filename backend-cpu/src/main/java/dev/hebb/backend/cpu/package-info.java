/**
 * The {@code cpu} backend: a plan becomes a tape of commands on fixed addresses, which a C++ library of ours runs with one call per step; matrix products go
 * to OpenBLAS on the same memory.
 *
 * <p>Read first: {@link dev.hebb.backend.cpu.CpuProvider}, {@code Linker}, {@code ProgramCode}; then {@code src/main/cpp/program.hpp}. Uses {@code shape},
 * {@code expr}, {@code graph}, {@code compile} and {@code backend}.
 */
@NullMarked
package dev.hebb.backend.cpu;

import org.jspecify.annotations.NullMarked;
