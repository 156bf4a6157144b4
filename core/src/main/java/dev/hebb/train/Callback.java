package dev.hebb.train;

/** Something that happens during training. An instance holds settings only: what it remembers lives in the hooks it makes for one run. */
@FunctionalInterface
public interface Callback {
    /** Called before the first epoch of a run. */
    Hooks begin(Training training);

    /** Whether it calls {@link Training#keepParameters()}: the memory of the copy counts before training begins. */
    default boolean keepsParameters() {
        return false;
    }

    /** What is called while a run goes on, on the training thread. */
    interface Hooks {
        default void onEpochBegin(int epoch) {}

        /** Whether {@link #onBatchEnd} does anything: the figures of a single batch are only computed when somebody wants them. */
        default boolean wantsBatches() {
            return false;
        }

        /**
         * Called only where {@link #wantsBatches()}.
         *
         * @param step updates done so far, this one included
         * @param figures of this batch alone
         */
        default void onBatchEnd(int epoch, long step, Figures figures) {}

        /** @param figures of the epoch, validation with the prefix {@code val_} */
        default void onEpochEnd(int epoch, Figures figures) {}

        /** Called once however the run ends, an exception included. */
        default void onEnd() {}
    }

    /** A callback that is told about every epoch. */
    static Callback onEpochEnd(EpochListener listener) {
        return training -> new Hooks() {
            @Override
            public void onEpochEnd(int epoch, Figures figures) {
                listener.onEpochEnd(training, epoch, figures);
            }
        };
    }

    /** A callback that is told about every batch. */
    static Callback onBatchEnd(BatchListener listener) {
        return training -> new Hooks() {
            @Override
            public boolean wantsBatches() {
                return true;
            }

            @Override
            public void onBatchEnd(int epoch, long step, Figures figures) {
                listener.onBatchEnd(training, step, figures);
            }
        };
    }

    /** Hears of epochs. */
    @FunctionalInterface
    interface EpochListener {
        void onEpochEnd(Training training, int epoch, Figures figures);
    }

    /** Hears of batches. */
    @FunctionalInterface
    interface BatchListener {
        void onBatchEnd(Training training, long step, Figures figures);
    }
}
