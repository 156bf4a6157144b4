package dev.hebb.backend.cpu;

/** Lets tests choose which kernels run. */
public final class InstructionSet {
    private InstructionSet() {}

    /** From now on in this process. */
    public static void baselineOnly(boolean only) {
        new CpuProvider().open().close();
        Native.baseline(only ? 1 : 0);
    }
}
