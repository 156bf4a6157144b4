package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.cpu.Kernels;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every backend computes, on this one. */
class CpuContractTest extends BackendContractTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @Override
    Stream<Setting> settings() {
        return super.settings().filter(setting -> setting.backend().name().equals("cpu"));
    }

    @Test
    void theBackendIsUsableHere() {
        assertTrue(settings().findAny().isPresent(), Backends.list().toString());
    }
}
