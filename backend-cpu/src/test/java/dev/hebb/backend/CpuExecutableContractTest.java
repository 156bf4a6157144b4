package dev.hebb.backend;

import dev.hebb.backend.cpu.Kernels;
import org.junit.jupiter.api.BeforeAll;

/** What every backend does with linked plans, on this one. */
class CpuExecutableContractTest extends ExecutableContractTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @Override
    Backend backend() {
        return Backends.open("cpu");
    }
}
