package dev.hebb.train;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.backend.cpu.Kernels;
import org.junit.jupiter.api.BeforeAll;

/** Batches in a plan's input, on this backend. */
class CpuLaneTest extends LaneTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @Override
    Backend backend() {
        return Backends.open("cpu");
    }
}
