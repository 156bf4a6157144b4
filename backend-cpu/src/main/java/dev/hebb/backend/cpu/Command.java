package dev.hebb.backend.cpu;

/** What a tape can ask for, in the order of {@code hebb.hpp}; the arguments stand there, at each command's kernel. */
enum Command {
    PROGRAM,
    PRODUCT,
    CHAIN,
    REDUCE,
    ARG_MAX,
    COPY_ROWS,
    COPY_STRIDED,
    FILL,
    FROM_INT,
    GATHER_ROWS,
    SCATTER_ADD_ROWS,
    ONE_HOT,
    DROPOUT_MASK
}
