package dev.hebb.backend;

import java.util.stream.Stream;

/** What every backend's memory does, on this one. */
class CpuArenaContractTest extends ArenaContractTest {
    static Stream<Setting> settings() {
        return ArenaContractTest.settings().filter(setting -> setting.backend().equals("cpu"));
    }
}
