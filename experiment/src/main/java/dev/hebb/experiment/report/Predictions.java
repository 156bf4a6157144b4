package dev.hebb.experiment.report;

/** What a model predicts for the held-out rows, and what is true. */
public sealed interface Predictions permits ClassPredictions, TargetPredictions {
    /** How many rows are held out. */
    int rows();
}
