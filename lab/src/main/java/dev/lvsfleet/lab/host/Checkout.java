package dev.lvsfleet.lab.host;

import dev.lvsfleet.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The source tree this lab was built from, with what its build made.
 *
 * @param root the directory that holds {@code ./fleet}
 */
public record Checkout(Path root) {

    /** The checkout named by the system property {@code lvsfleet.root}, else the one the working directory is in. */
    public static Checkout find() {
        String told = System.getProperty("lvsfleet.root");
        if (told != null) {
            return new Checkout(Path.of(told).toAbsolutePath());
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("fleet"))) {
                return new Checkout(at);
            }
        }
        throw new LabException("This is not a checkout of LVS Fleet: no ./fleet here or above "
                + Path.of("").toAbsolutePath());
    }

    /** The application's one-jar package, as {@code ./fleet build} leaves it. */
    public Path application(String module) {
        Path target = root.resolve(module).resolve("target");
        return onlyMatch(target, module + "-[0-9.]+(-SNAPSHOT)?-runner\\.jar");
    }

    /** The unpacked Tomcat distribution. */
    public Path tomcat() {
        return onlyMatch(target().resolve("tomcat"), "apache-tomcat-.*");
    }

    public Path manifest(String name) {
        return root.resolve("lab/manifests").resolve(name + ".yaml");
    }

    /** Where the lab's own classes are. */
    public Path classes() {
        return target().resolve("classes");
    }

    /** The class path with which the lab starts programs of its own. */
    public String classPath() {
        return classes() + ":" + target().resolve("lib") + "/*";
    }

    /** The java of the JDK that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path target() {
        return root.resolve("lab/target");
    }

    /** The file whose name matches; of several the one with the longest name, which is the whole application. */
    private static Path onlyMatch(Path directory, String name) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .max(Comparator.comparingInt(file -> file.toString().length()))
                    .orElseThrow(() -> new LabException("No " + name + " in " + directory + "; run ./fleet build"));
        } catch (IOException e) {
            throw new LabException("Nothing in " + directory + "; run ./fleet build", e);
        }
    }
}
