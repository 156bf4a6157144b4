package dev.hebb.cli;

/** How the command ends, as in the spec format. */
final class ExitCode {
    static final int OK = 0;
    static final int FAULT = 1;
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
