package dev.hebb.backend;

import dev.hebb.backend.cpu.Kernels;
import dev.hebb.shape.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract in float32 on the kernels for AVX-512, which are only used where they are asked for. */
class CpuAvx512ContractTest extends BackendContractTest {
    @BeforeAll
    void useAvx512() {
        Kernels.avx512();
    }

    @AfterAll
    void useBest() {
        Kernels.baselineOnly(false);
    }

    @Override
    Stream<Setting> settings() {
        return super.settings()
                .filter(setting -> setting.backend().name().equals("cpu") && setting.precision() == Precision.FLOAT32);
    }

    /** Fewer: their plans are those of the contract on AVX2. */
    @Override
    int randomGraphs() {
        return super.randomGraphs() / 4;
    }
}
