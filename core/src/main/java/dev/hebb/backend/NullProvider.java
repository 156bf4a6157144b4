package dev.hebb.backend;

/** Announces the {@link NullBackend}, which is taken only by name. */
public final class NullProvider implements BackendProvider {
    @Override
    public String name() {
        return NullBackend.NAME;
    }

    @Override
    public int rank() {
        return -1;
    }

    @Override
    public Probe probe() {
        return new Probe.Usable(NullBackend.DEVICE);
    }

    @Override
    public Backend open() {
        return new NullBackend();
    }
}
