package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.Processors;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuThreadsTest {
    @Test
    void aNumberIsTaken() {
        assertEquals(7, CpuThreads.budget(Optional.of("7")));
        assertEquals(1024, CpuThreads.budget(Optional.of("1024")));
    }

    @Test
    void withoutOneThereIsAThreadPerCore() {
        assertEquals(Processors.physicalCores(), CpuThreads.budget(Optional.empty()));
        assertEquals(Processors.physicalCores(), CpuThreads.budget(Optional.of(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1025", "two", "1.5", "99999999999"})
    void anythingElseIsRefused(String text) {
        String message = assertThrows(BackendException.class, () -> CpuThreads.budget(Optional.of(text)))
                .getMessage();
        assertTrue(message.contains("from 1 to 1024 but got '" + text + "'"), message);
    }
}
