package dev.hebb.experiment.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Impute;
import dev.hebb.data.Scaling;
import dev.hebb.data.Unseen;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Clipping;
import dev.hebb.train.EarlyStopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
    private static final String SMALL = "hebb: 1\ntask: classification\ndata: {file: a.csv, target: y}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void makeData() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "x,y\n1,0\n");
    }

    private TrainSpec read(String text, String... overrides) {
        Variables variables = name -> name.equals("HEBB_DATA") ? Optional.of("set") : Optional.empty();
        return SpecReader.read(YamlText.parse(text, YamlText.top("s.yaml")), folder, variables, List.of(overrides));
    }

    private String failure(String text, String... overrides) {
        return String.valueOf(
                assertThrows(SpecException.class, () -> read(text, overrides)).getMessage());
    }

    @Test
    void everythingLeftOutHasADefault() {
        TrainSpec spec = read(SMALL);
        assertEquals(Task.CLASSIFICATION, spec.task());
        assertEquals(1, spec.seed());
        assertEquals(
                new DataSpec(
                        new SourceSpec.TableFile(folder.resolve("a.csv")),
                        List.of("y"),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of("", "NA", "NaN", "null", "?"),
                        false,
                        new TestSpec.Drawn(0.2, true)),
                spec.data());
        assertEquals(
                new PreprocessSpec(
                        Impute.MEDIAN, false, Scaling.STANDARD, Unseen.ERROR, Scaling.NONE, OptionalDouble.empty()),
                spec.preprocess());
        assertEquals(List.of(), spec.model());
        assertEquals(List.of("accuracy"), spec.metrics());
        assertEquals("sparse_categorical_crossentropy", spec.training().loss());
        assertEquals(Adam.of(1e-3), spec.training().optimizer().optimizer());
        assertEquals(Optional.empty(), spec.training().earlyStopping());
        assertEquals(new ClassWeights.None(), spec.training().classWeights());
        TrainSpec regression = read(SMALL, "task=regression");
        assertEquals(List.of("mse", "mae", "r2"), regression.metrics());
        assertEquals("mean_squared_error", regression.training().loss());
        assertEquals(Scaling.STANDARD, regression.preprocess().targetScale());
        assertEquals(new TestSpec.Drawn(0.2, false), regression.data().test());
    }

    @Test
    void everyKeyIsRead() {
        TrainSpec spec = read("""
                hebb: 1
                task: regression
                seed: 7
                data: {file: a.csv, target: [y, z], drop: [a, "1"], missing: [""], test: {last: 0.3}}
                preprocess: {numeric: {scale: robust}}
                model:
                  - dense: {units: 8, activation: tanh, l1: 1e-5, l2: 1e-4, bias: false}
                  - dropout: 0.25
                  - dense: 4
                training:
                  loss: mae
                  optimizer: {adam: {lr: 3e-3, beta1: 0.8, beta2: 0.99, epsilon: 1e-7}}
                  epochs: 5
                  batch: 16
                  validation: 0.1
                  early_stopping: {patience: 3, min_delta: 0.01, monitor: val_mae}
                  clip: {norm: 1}
                metrics: [mae]
                """);
        assertEquals(new TestSpec.Last(0.3), spec.data().test());
        assertEquals(List.of("a", "1"), spec.data().drop());
        assertEquals(List.of("y", "z"), spec.data().targets());
        assertEquals(
                List.of(
                        Dense.of(8, Activations.tanh())
                                .withPenalty(Penalty.elasticNet(1e-5, 1e-4))
                                .withoutBias(),
                        Dropout.of(0.25),
                        Dense.of(4)),
                spec.model());
        assertEquals("mean_absolute_error", spec.training().loss());
        assertEquals(
                Adam.of(3e-3).withBetas(0.8, 0.99).withEpsilon(1e-7),
                spec.training().optimizer().optimizer());
        assertEquals(
                Optional.of(new EarlyStopping("val_mae", 3, 0.01, true)),
                spec.training().earlyStopping());
        assertEquals(Clipping.byGlobalNorm(1), spec.training().clip());
    }

    @Test
    void whatIsWrittenReadsBackAsTheSameSpec() {
        TrainSpec spec = read(
                SMALL,
                "model=[{dense: {units: 8, activation: relu, l2: 1e-4}}, {dropout: 0.1}, flatten]",
                "training={optimizer: {nesterov: {lr: 1e-3}}, validation: 0.2, early_stopping: {}, clip: {value: 5}}",
                "data.test={fraction: 0.25, stratify: false}");
        assertEquals(spec, read(SpecText.of(spec, List.of("a comment"))));
    }

    @Test
    void setOverridesAnyKeyAlsoInsideLists() {
        TrainSpec spec = read(
                SMALL + "model: [{dense: {units: 8}}]\ntraining: {optimizer: {momentum: {lr: 1}}}\n",
                "training.lr=0.5",
                "training.optimizer.momentum.momentum=0.25",
                "model[0].dense.units=3",
                "training.early_stopping.patience=4",
                "training.validation=0.5",
                "seed=9");
        assertEquals(
                new OptimizerSpec("momentum", Map.of("lr", 0.5, "momentum", 0.25)),
                spec.training().optimizer());
        assertEquals(List.of(Dense.of(3)), spec.model());
        assertEquals(4, spec.training().earlyStopping().orElseThrow().patience());
        assertEquals(9, spec.seed());
    }

    @Test
    void setTakesAnotherOptimizerInPlaceOfTheOneInTheFile() {
        String text = SMALL + "training: {optimizer: {adam: {lr: 1}}}\n";
        assertEquals(
                "sgd",
                read(text, "training.optimizer.sgd.lr=0.5")
                        .training()
                        .optimizer()
                        .name());
        assertEquals(
                "sgd",
                read(text, "training.optimizer=sgd").training().optimizer().name());
        assertEquals(
                "rmsprop",
                read(SMALL + "training: {optimizer: rmsprop}\n", "training.lr=0.5")
                        .training()
                        .optimizer()
                        .name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            training: {epoch: 5}                        | expected one of the keys [loss,       | got 'epoch' at training.epoch (s.yaml line 4) | did you mean 'epochs'?
            trainig: {epochs: 5}                        | expected one of the keys [hebb, task  | got 'trainig' at trainig (s.yaml line 4)      | did you mean 'training'?
            seed: 1\\nseed: 2                           | expected every key once               | 'seed' twice at seed (s.yaml line 5)          | the first in line 4
            task: regression                            | expected every key once               | 'task' twice at task (s.yaml line 4)          | the first in line 2
            seed: one                                   | expected a whole number               | got 'one' at seed                             | line 4
            seed:                                       | expected a whole number               | got nothing at seed                           | line 4
            training: {epochs: 0}                       | expected a whole number from 1        | got '0' at training.epochs                    | line 4
            training: {epochs: 1e3}                     | expected a whole number               | got '1e3' at training.epochs                  | line 4
            training: {epochs: [1]}                     | expected a whole number               | got a list at training.epochs                 | line 4
            training: 5                                 | expected a mapping with keys          | got '5' at training                           | line 4
            training: {validation: 1}                   | from 0 to below 1                     | got '1' at training.validation                | line 4
            training: {validation: .nan}                | expected a number                     | got '.nan'                                    | line 4
            training: {validation: NaN}                 | expected a finite number              | got 'NaN'                                     | line 4
            training: {loss: mse}                       | expected a loss for classification    | got 'mse' at training.loss                    | sparse_categorical_crossentropy
            training: {optimizer: addam}                | expected an optimizer among [sgd,     | got 'addam' at training.optimizer             | did you mean 'adam'?
            training: {optimizer: {adam: {rate: 1}}}    | expected one of the keys [lr, beta1   | got 'rate' at training.optimizer.adam.rate    | line 4
            training: {optimizer: {adam: {lr: -1}}}     | expected a number above 0             | got '-1' at training.optimizer.adam.lr | line 4
            training: {optimizer: {adam: {}, sgd: {}}}  | expected one optimizer                | keys [adam, sgd]                              | line 4
            training: {lr: 1, optimizer: {adam: {lr: 1}}} | expected one learning rate          | training.lr                                   | take one of them out
            training: {early_stopping: {patience: 3}}   | expected validation rows              | got none at training.early_stopping           | validation: 0.2
            training: {validation: 0.2, early_stopping: {monitor: val_average_precision}} | there after every epoch | got 'val_average_precision' | so monitor val_loss
            training: {clip: {norm: 1, value: 2}}       | expected one of norm and value        | keys [norm, value]                            | line 4
            training: {class_weight: balance}           | a way to weight classes among         | got 'balance' at training.class_weight        | did you mean 'balanced'?
            training: {class_weight: {a: 0}}            | expected a number above 0             | got '0' at training.class_weight.a            | line 4
            metrics: [roc_auc]\\ntraining: {validation: 0.2, early_stopping: {monitor: val_roc_auc}} | there after every epoch | got 'val_roc_auc' | only computed over all rows at the end
            preprocess: {pixels: {divide: 255}}         | expected pixels only with data.idx    | at preprocess.pixels                          | take pixels out
            preprocess: {target: {scale: none}}         | expected target only with task: regre | at preprocess.target                          | take target out
            preprocess: {categorical: {encode: onehot}} | expected a way to encode among        | got 'onehot'                                  | did you mean 'one-hot'?
            preprocess: {numeric: {impute: medain}}     | expected a way to impute among [mean  | got 'medain'                                  | did you mean 'median'?
            preprocess: {numeric: {scale: standart}}    | expected a scale among [standard      | got 'standart'                                | did you mean 'standard'?
            model: [{dense: {activation: relu}}]        | expected the key 'units'              | at model[0].dense (s.yaml line 4)             | add units
            model: [{dense: {units: 0}}]                | expected a whole number from 1        | got '0' at model[0].dense.units               | line 4
            model: [{dens: {units: 1}}]                 | expected a layer among [dense         | got 'dens' at model[0].dens                   | did you mean 'dense'?
            model: [{dense: {units: 1}, dropout: 0.1}]  | expected one layer                    | keys [dense, dropout] at model[0]             | list element of its own
            model: [{dropout: 1}]                       | from 0 to below 1                     | got '1' at model[0].dropout                   | line 4
            model: [{dense: {units: 1, activation: rleu}}] | expected an activation among       | got 'rleu'                                    | did you mean 'relu'?
            metrics: [acuracy]                          | expected a metric for classification  | got 'acuracy' at metrics[0]                   | did you mean 'accuracy'?
            metrics: [rmse]                             | expected a metric for classification  | got 'rmse'                                    | line 4
            a: &a 1\\nb: *a                             | expected every value written out      | alias                                         | line
            model: [                                    | expected YAML                         | line                                          | check indentation
            """)
    void aMistakeIsOneSentenceWithExpectedGotPlaceAndAdvice(String line, String expected, String got, String more) {
        String message = failure(SMALL + line.replace("\\n", "\n") + "\n");
        for (String part : List.of("expected", expected, got, more)) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
        assertEquals(1, message.lines().count(), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data.file=b.csv              | expected a file but got 'b.csv' at data.file (--set data.file=b.csv) | relative to the spec
            data.target=[]               | expected a list of 1 or more         | --set
            data.target=[a, b]           | expected one target column           | --set
            data.drop=[y]                | other than the target                | 'y'
            data.labels=a                | expected a mapping                   | labels: {name: value}
            data.columns={y: date}       | columns other than the target        | 'y' at data.columns
            data.columns={x: dat}        | a type of columns among [numeric     | did you mean 'date'?
            data.columns={x: {}}         | expected the key 'type'              | add type: date
            data.columns={x: {typ: date}} | one of the keys [type]              | did you mean 'type'?
            data.idx={train: [a, b]}     | expected one of file and idx         | [file, target, idx]
            data.folder=x                | expected folder only with idx        | got it with file at data.folder
            data.file=${NONE}            | a variable that is set               | set NONE or write ${NONE:-default}
            data.file=${a b}             | expected ${NAME} or ${NAME:-default} | write $${
            data={file: a.csv}           | expected the key 'target'            | add target: column
            data={idx: {train: [a.csv]}} | expected a list of 2                 | data.idx.train
            data={idx: {train: [a.csv, b.csv]}} | there is no                   | data.idx.train[1]
            data={idx: {train: [a.csv, a.csv]}, target: y} | expected target only with file | take target out
            data={idx: {train: [a.csv, a.csv], test: [a.csv, a.csv]}, test: {last: 0.1}} | either data.test or data.idx.test | take one
            data={idx: {train: [a.csv, a.csv]}, download: minst} | expected a collection among | did you mean 'mnist'?
            data.missing_target=ignore   | rows without a target among [error, drop] | 'ignore'
            data.test={}                 | one of fraction, last and file       | fraction: 0.2
            data.test={fraction: 1}      | above 0 to below 1                   | got '1'
            data.test={last: 0.1, stratify: true} | stratify only with fraction | data.test
            hebb=2                       | expected version 1 of the spec       | newer
            hebb=                        | expected a whole number              | nothing
            task=clasification           | expected a task                      | did you mean 'classification'?
            nonsense                     | expected key=value                   | --set
            model[2].dense=1             | expected a list for element 2        | --set model[2].dense=1
            training.epochs.x=1          | expected a whole number              | a mapping
            """)
    void aWrongOverrideIsNamed(String override, String expected, String more) {
        String message = failure(SMALL, override.strip());
        assertTrue(message.contains(expected) && message.contains(more), message);
    }

    @Test
    void aListIndexOutOfRangeIsNamed() {
        String message = failure(SMALL + "model: [flatten]\n", "model[2].dense=1");
        assertTrue(message.contains("from 0 to 0") && message.contains("got '2'"), message);
    }

    @Test
    void aSpecThatIsNoMappingOrMissesAKeySaysWhatToAdd() {
        assertTrue(failure("").contains("expected the key 'hebb'"));
        assertTrue(failure("just text").contains("expected a mapping"));
        assertTrue(failure("hebb: 1").contains("expected the key 'task'"));
        assertTrue(failure("hebb: 1\ntask: regression").contains("expected the key 'data'"));
    }

    @Test
    void aPlainWordMeansWhatItsKeyWants() {
        TrainSpec spec =
                read("hebb: 1\ntask: classification\ndata: {file: a.csv, target: no, drop: [on, 1.0, 0x10]}\n");
        assertEquals(List.of("no"), spec.data().targets());
        assertEquals(List.of("on", "1.0", "0x10"), spec.data().drop());
    }

    @Test
    void theNearestNameForgivesSwappedAndMissingLetters() {
        List<String> known = List.of("epochs", "batch", "validation");
        assertEquals(Optional.of("epochs"), Names.nearest("ephocs", known));
        assertEquals(Optional.of("validation"), Names.nearest("VALIDATON", known));
        assertEquals(Optional.empty(), Names.nearest("weather", known));
    }
}
