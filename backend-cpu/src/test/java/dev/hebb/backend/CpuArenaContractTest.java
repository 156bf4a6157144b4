package dev.hebb.backend;

import dev.hebb.backend.cpu.Kernels;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

/** What every backend's memory does, on this one. */
class CpuArenaContractTest extends ArenaContractTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    static Stream<Setting> settings() {
        return ArenaContractTest.settings().filter(setting -> setting.backend().equals("cpu"));
    }
}
