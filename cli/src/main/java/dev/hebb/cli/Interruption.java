package dev.hebb.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C and kill end the work in good order: the process ends only once the work has, which is asked to hurry. The exit code is then the JVM's: 130, or 143 after kill.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /** @param hurry called from another thread; the work must then end soon and {@link #close} */
    Interruption(Runnable hurry) {
        hook = new Thread(
                () -> {
                    hurry.run();
                    awaitWork();
                },
                "hebb-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitWork() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending already
        }
    }
}
