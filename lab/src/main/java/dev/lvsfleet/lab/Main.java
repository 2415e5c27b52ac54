package dev.lvsfleet.lab;

import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The entry point of {@code ./fleet lab}. Exit codes: 0 done, 1 failed, 2 not understood; {@code exec} has its command's. */
public final class Main {

    private static final String OPTION = "--lab";

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int exitCode;
        try {
            List<String> words = new ArrayList<>(Arrays.asList(arguments));
            LabName name = name(words);
            exitCode = new Commands(name, System.out).perform(Command.parse(words));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            exitCode = 2;
        } catch (LabException | IOException e) {
            System.err.println("lab: " + e.getMessage());
            exitCode = 1;
        }
        System.out.flush();
        System.exit(exitCode);
    }

    private static LabName name(List<String> words) {
        if (words.size() > 1 && words.getFirst().equals(OPTION)) {
            words.removeFirst();
            return new LabName(words.removeFirst());
        }
        return LabName.fromEnvironment();
    }
}
