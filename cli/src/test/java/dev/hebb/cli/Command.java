package dev.hebb.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Runs the command in this process and keeps what it printed. */
record Command(int code, String out, String err) {
    static Command run(Path folder, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new Shell(new PrintWriter(out), Optional::empty, new PrintWriter(err), folder, Optional.empty()), args);
        return new Command(code, out.toString(), err.toString());
    }

    /** The lines with scores. */
    String scores() {
        return String.join(
                "\n",
                out.lines()
                        .filter(line -> line.matches(" {2}[a-z0-9_]+ +[-0-9.eE+]+"))
                        .toList());
    }

    @Override
    public String toString() {
        return "exit code " + code + "\n" + out + "\n" + err;
    }
}
