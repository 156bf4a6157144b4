package dev.hebb.backend.cpu;

import dev.hebb.backend.Backend;
import dev.hebb.backend.BackendException;
import dev.hebb.backend.BackendProvider;
import dev.hebb.backend.Probe;

/** Announces the {@code cpu} backend: usable where its kernels were built, with ND4J and OpenBLAS on the class path. */
public final class CpuProvider implements BackendProvider {
    static final String NAME = "cpu";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Probe probe() {
        return CpuLibrary.probe();
    }

    @Override
    public Backend open() {
        Probe probe = probe();
        if (probe instanceof Probe.Usable usable) {
            Isa.require(System.getProperty(Isa.PROPERTY));
            return new CpuBackend(usable.device(), CpuThreads.budget());
        } else if (probe instanceof Probe.Unusable unusable) {
            throw new BackendException("expected a usable backend " + NAME + " but " + unusable.reason());
        }
        throw new AssertionError(probe);
    }
}
