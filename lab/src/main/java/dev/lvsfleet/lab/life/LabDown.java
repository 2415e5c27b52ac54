package dev.lvsfleet.lab.life;

import java.io.IOException;

/** Takes a lab down: every process, namespace, tap and file of it gone. */
public final class LabDown {

    private final Lab lab;

    public LabDown(Lab lab) {
        this.lab = lab;
    }

    /** Harmless when the lab is not up. What a failed start has left beside the lab's directory stays. */
    public void run() throws IOException, InterruptedException {
        new LabSweep(lab).run();
        lab.home().delete();
    }
}
