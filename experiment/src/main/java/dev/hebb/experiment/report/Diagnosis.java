package dev.hebb.experiment.report;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import java.util.ArrayList;
import java.util.List;

/** What to look at after a training run: one sentence for each finding, with what to do about it. */
public final class Diagnosis {
    /** More rows than this are not run through the layers. */
    public static final int MOST_ROWS = 1_000;

    private Diagnosis() {}

    /**
     * Everything that can be found.
     *
     * @param keepsBest whether the parameters of the best epoch were put back at the end, as early stopping does
     * @param model fitted; one with several inputs is not looked into
     * @param prepared rows as it was trained on, of which the first {@value #MOST_ROWS} are used
     */
    public static List<String> of(RunSummary run, boolean keepsBest, Model model, Dataset prepared) {
        List<String> found = new ArrayList<>(HistoryDiagnosis.of(run.history(), keepsBest));
        found.addAll(OutcomeDiagnosis.of(run.outcome()));
        found.addAll(LayerDiagnosis.of(model, prepared));
        return found;
    }

    /** What history and scores tell, without the model. */
    public static List<String> of(RunSummary run, boolean keepsBest) {
        List<String> found = new ArrayList<>(HistoryDiagnosis.of(run.history(), keepsBest));
        found.addAll(OutcomeDiagnosis.of(run.outcome()));
        return found;
    }
}
