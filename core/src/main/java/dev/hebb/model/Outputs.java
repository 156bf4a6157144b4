package dev.hebb.model;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predictions by output name. */
final class Outputs {
    private Outputs() {}

    /** The only one; the others' arrays are closed before the exception. */
    static INDArray single(Map<String, INDArray> predictions, List<String> names) {
        if (predictions.size() != 1) {
            predictions.values().forEach(INDArray::close);
            throw new IllegalArgumentException("expected a model with one output but it has " + names
                    + "; use predict(Dataset.of(x)), which names them");
        }
        return predictions.values().iterator().next();
    }
}
