package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        SmallData.write(folder);
        Files.writeString(folder.resolve("gap.csv"), "x,y\n1,a\n,b\n2,a\n3,b\n4,a\n");
        Files.writeString(folder.resolve("one.csv"), "x,y\n1,a\n2,a\n3,a\n4,a\n5,a\n");
        Files.writeString(folder.resolve("empty.csv"), "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tarin flowers.yaml                                            | got 'tarin'; did you mean 'train'?   | --help
            train flowers.yaml --sede 5                                   | '--sede'; did you mean '--seed'?     | --help
            train                                                         | SPEC.yaml                            | hebb train --help
            train flowers.yaml --seed x                                   | 'x'                                  | --seed
            train flowers.yml                                             | expected a spec file but got none    | flowers.yml
            train flowers.csv                                             | expected                             | flowers.csv
            train .                                                       | is a folder                          | name a file in it
            train flowers.yaml --set data.target=knd                      | expected a column 'knd'              | did you mean 'kind'?
            train flowers.yaml --set data.drop=[]                         | 'name', which looks like an identifier | drop it
            train flowers.yaml --set task=regression                      | expected a metric for regression     | metrics[0]
            train flowers.yaml --set data.file=gap.csv --set data.target=y --set data.drop=[] --set preprocess.numeric.impute=none | number in column 'x' | impute
            train flowers.yaml --set data.file=one.csv --set data.target=y --set data.drop=[] | two classes or more  | 'y'
            train flowers.yaml --set data.file=empty.csv                  | expected a header                    | empty.csv
            train flowers.yaml --set training.optimizer=sgd --set training.lr=1e30 --set model=[{"dense":8},{"dense":8}] | expected finite numbers | learning rate
            train flowers.yaml --set training.early_stopping.monitor=val_acc | expected a figure to monitor      | val_accuracy
            evaluate flowers.csv flowers.csv                              | expected                             | flowers.csv
            evaluate none.safetensors flowers.csv                         | none.safetensors                     | expected
            """)
    void badInputIsOneSentenceAndExitCodeTwo(String line, String part, String other) {
        Command command = Command.run(folder, line.strip().split(" "));
        assertEquals(2, command.code(), command::toString);
        String said = String.join(
                "\n",
                command.err().lines().filter(text -> !text.startsWith("epoch ")).toList());
        assertTrue(said.startsWith("hebb: ") && said.contains(part) && said.contains(other), command::toString);
        assertEquals(1, said.lines().count(), said);
        assertFalse(command.err().contains("\tat ") || command.out().contains("\tat "), command::toString);
    }

    @Test
    void aSpecThatFailsLeavesNoRunFolder() {
        Command.run(folder, "train", "flowers.yaml", "--set", "data.target=knd");
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void aModelThatDoesNotFitTheTableIsRefused() throws IOException {
        assertEquals(
                0,
                Command.run(folder, "train", "flowers.yaml", "--set", "training.epochs=1")
                        .code());
        Command command = Command.run(folder, "evaluate", "runs/flowers-001/model.safetensors", "gap.csv");
        assertEquals(2, command.code(), command::toString);
        assertTrue(command.err().contains("expected a column 'kind' but got the columns [x, y]"), command::toString);
        Files.writeString(folder.resolve("other.csv"), "kind,length,height,width\noak,1,3,2\n");
        Command unknown = Command.run(folder, "evaluate", "runs/flowers-001/model.safetensors", "other.csv");
        assertEquals(2, unknown.code(), unknown::toString);
        assertTrue(unknown.err().contains("but got 'oak'"), unknown::toString);
    }

    @Test
    void noCommandPrintsUsageAndExitsWithTwo() {
        Command command = Command.run(folder);
        assertEquals(2, command.code());
        assertTrue(command.err().contains("Usage: hebb"), command::toString);
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertTrue(Command.run(folder, "--help").out().contains("evaluate"));
        assertTrue(Command.run(folder, "train", "--help").out().contains("--set"));
        assertTrue(Command.run(folder, "--version").out().startsWith("hebb "));
        assertEquals(0, Command.run(folder, "evaluate", "--help").code());
    }

    @Test
    void aFaultOfTheProgramIsExitCodeOneWithItsStackTraceInAFile() throws IOException {
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new PrintWriter(new StringWriter()), Optional::empty, new PrintWriter(err), folder, Optional.empty());
        int code = new Failures(shell, false).handle(new IllegalStateException("three wheels"));
        assertEquals(1, code);
        String said = err.toString();
        assertTrue(said.contains("a fault of the program") && said.contains("three wheels"), said);
        assertEquals(1, said.lines().count(), said);
        Path file = Path.of(said.replaceAll("(?s).*stack trace is in (\\S+\\.txt).*", "$1"));
        assertTrue(Files.readString(file).contains("\tat dev.hebb.cli.BadInputTest"), said);
        Files.delete(file);
    }

    @Test
    void anIllegalArgumentFromElsewhereIsAFault() {
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new PrintWriter(new StringWriter()), Optional::empty, new PrintWriter(err), folder, Optional.empty());
        IllegalArgumentException foreign = new IllegalArgumentException("comparison method");
        foreign.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("java.util.TimSort", "sort", "TimSort.java", 1)});
        assertEquals(1, new Failures(shell, true).handle(foreign));
        assertTrue(err.toString().contains("\tat java.util.TimSort"), err.toString());
    }
}
