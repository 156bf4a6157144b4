package dev.hebb.io;

import java.util.List;

/** A record that is not of the interface a file may want: its initializer leaves a trace. */
public record TrapRecord(List<Integer> axes) {
    static {
        System.setProperty(Trap.TRACE, "sprung");
    }
}
