package dev.hebb.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    /** The version in the jar's manifest; of classes outside a jar there is none. */
    static String version() {
        return Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "hebb " + version() + " (Java " + Runtime.version() + ", " + System.getProperty("os.arch") + ")"
        };
    }
}
