package dev.hebb.backend.nd4j;

import dev.hebb.backend.Backend;
import dev.hebb.backend.BackendException;
import dev.hebb.backend.BackendProvider;
import dev.hebb.backend.Probe;

/** Announces the reference backend: usable wherever one of ND4J's native libraries is on the class path. */
public final class Nd4jProvider implements BackendProvider {
    static final String NAME = "nd4j";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Probe probe() {
        return Nd4jLibrary.probe();
    }

    @Override
    public Backend open() {
        Probe probe = probe();
        if (probe instanceof Probe.Usable usable) {
            return new Nd4jBackend(usable.device());
        } else if (probe instanceof Probe.Unusable unusable) {
            throw new BackendException("expected a usable backend " + NAME + " but " + unusable.reason());
        }
        throw new AssertionError(probe);
    }
}
