package dev.hebb.experiment.spec;

import dev.hebb.optim.Clipping;
import dev.hebb.train.EarlyStopping;
import java.util.Optional;

/**
 * How to train.
 *
 * @param loss Keras' name
 * @param epochs passes over the training rows, at most
 * @param batch rows per update
 * @param validation share of the rows that are not held out which is scored after every epoch; 0 for none
 * @param clip limits the gradients
 * @param classWeights of classification; none for regression
 */
public record TrainingSpec(
        String loss,
        OptimizerSpec optimizer,
        int epochs,
        int batch,
        double validation,
        Optional<EarlyStopping> earlyStopping,
        Clipping clip,
        ClassWeights classWeights) {
    public static final String DEFAULT_OPTIMIZER = "adam";
    public static final int DEFAULT_EPOCHS = 100;
    public static final int DEFAULT_PATIENCE = 10;
}
