package dev.hebb.backend;

import dev.hebb.backend.cpu.Kernels;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on the kernels for any processor of this kind, whatever this one has. */
class CpuBaselineContractTest extends BackendContractTest {
    @BeforeAll
    void useBaseline() {
        Kernels.baselineOnly(true);
    }

    @AfterAll
    void useBest() {
        Kernels.baselineOnly(false);
    }

    @Override
    Stream<Setting> settings() {
        return super.settings().filter(setting -> setting.backend().name().equals("cpu"));
    }
}
