package dev.lvsfleet.lab;

import dev.lvsfleet.lab.life.Lab;
import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The entry point of {@code ./fleet lab}. Exit codes: 0 done, 1 failed, 2 not understood, 3 from {@code status} of a lab that is
 * only partly up; {@code exec} has its command's.
 */
public final class Main {

    private Main() {}

    /** Does the command that the words are to the lab that {@code LVSFLEET_LAB} names. */
    public static void main(String[] arguments) throws InterruptedException {
        LabLock.removeAtExit();
        int exitCode;
        try {
            LabName name = LabName.fromEnvironment();
            Command command = Command.parse(List.of(arguments), Lab.topologyOf(name));
            exitCode = new Commands(name, System.out).perform(command);
        } catch (UsageException e) {
            System.err.println("fleet: " + e.getMessage() + "\n./fleet help says what there is.");
            exitCode = 2;
        } catch (IllegalArgumentException e) {
            System.err.println("fleet: " + e.getMessage());
            exitCode = 2;
        } catch (LabException e) {
            System.err.println("fleet: " + e.getMessage());
            exitCode = 1;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("fleet: lab " + arguments[0] + " failed: " + Failure.reason(e));
            exitCode = 1;
        }
        System.out.flush();
        System.exit(exitCode);
    }
}
