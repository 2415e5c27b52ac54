package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.guest.GuestKernel;
import dev.lvsfleet.lab.shell.NodeShell;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Node.Role;
import java.io.IOException;
import java.nio.file.Path;

/** A lab's network in which a director's kernel is all that runs; closing it leaves nothing. */
public final class BareDirector implements AutoCloseable {

    private final Lab lab;
    private final String node;

    private BareDirector(Lab lab) {
        this.lab = lab;
        this.node = lab.topology().first(Role.DIRECTOR).name();
    }

    /**
     * Makes the network of a lab and boots its director; whatever was there under the lab's name is taken down.
     *
     * @throws dev.lvsfleet.lab.LabException when this machine has no kernel to boot; the message says what to do
     */
    public static BareDirector boot(LabName name) throws IOException, InterruptedException {
        Lab lab = Lab.named(name);
        if (lab.directorIsGuest()) {
            GuestKernel.require();
        }
        new LabDown(lab).run();
        BareDirector director = new BareDirector(lab);
        try {
            director.start();
        } catch (IOException | RuntimeException failure) {
            director.close();
            throw failure;
        }
        return director;
    }

    private void start() throws IOException, InterruptedException {
        lab.network().create();
        if (lab.directorIsGuest()) {
            lab.processes().start(lab.guestSpec(node), lab.guestPlace(node));
        }
    }

    /** Runs commands in it. */
    public NodeShell shell() {
        return lab.shell(node);
    }

    /** A directory, not there yet, that is gone with the director. */
    public Path temporary() {
        return lab.directorIsGuest()
                ? Path.of("/run/bench") // memory of the guest
                : lab.home().node(node).resolve("bench");
    }

    @Override
    public void close() throws IOException {
        try {
            new LabDown(lab).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a director was taken down; parts of it may be left", e);
        }
    }
}
