package dev.lvsfleet.lab.bench;

import dev.lvsfleet.lab.Failure;
import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.LabLock;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.SystemPackages;
import dev.lvsfleet.lab.life.Lab;
import dev.lvsfleet.lab.life.LabUp;
import dev.lvsfleet.lab.life.Progress;
import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The entry point of {@code ./fleet bench}. Exit codes: 0 done, 1 failed, 2 no such benchmark. */
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        LabLock.removeAtExit();
        int exitCode = 0;
        try {
            if (arguments.length != 1 || !arguments[0].equals("apply")) {
                throw new IllegalArgumentException("usage: ./fleet bench apply");
            }
            SystemPackages.ensure();
            Lab lab = Lab.named(LabName.fromEnvironment());
            new LabUp(lab, Checkout.find(), new Progress(System.out)).run();
            new ApplyBench(lab, System.out).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            exitCode = 2;
        } catch (LabException | IOException | UncheckedIOException e) {
            System.err.println("fleet: bench apply: " + Failure.reason(e));
            exitCode = 1;
        }
        System.out.flush();
        System.exit(exitCode);
    }
}
