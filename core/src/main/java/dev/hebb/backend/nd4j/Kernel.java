package dev.hebb.backend.nd4j;

/** Work on fixed memory, prepared when a plan is linked. */
@FunctionalInterface
interface Kernel {
    void run();
}
