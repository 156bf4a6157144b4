package dev.hebb.backend;

/** What every backend does with linked plans, on this one. */
class CpuExecutableContractTest extends ExecutableContractTest {
    @Override
    Backend backend() {
        return Backends.open("cpu");
    }
}
