package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.gateway.GatewayDoors;
import dev.lvsfleet.lab.guest.GuestKernel;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.life.LabPlanner.Observed;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.Manifest;
import dev.lvsfleet.lab.manifest.ManifestClient;
import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings a lab up, from nothing or from whatever of it still runs. */
public final class LabUp {

    private static final Duration TRAFFIC_LIMIT = Duration.ofSeconds(60);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final int REQUESTS = 8;

    private final Lab lab;
    private final Checkout checkout;
    private final Progress progress;

    public LabUp(Lab lab, Checkout checkout, Progress progress) {
        this.lab = lab;
        this.checkout = checkout;
        this.progress = progress;
    }

    /**
     * Does what is missing until traffic flows.
     *
     * @throws LabException when a step fails; a lab that was not up before is taken down again, its logs are kept
     */
    public void run() throws IOException, InterruptedException {
        if (!lab.guests().isEmpty()) {
            GuestKernel.require();
        }
        Observed observed = observe();
        if (!observed.network()) {
            new LabSweep(lab).run(); // what a killed command may have left half made
            lab.rememberShape();
        }
        List<Step> plan = LabPlanner.plan(lab.topology(), lab.guests(), observed);
        try {
            new StepRunner(this::perform, progress).run(plan);
            Files.writeString(stood(), "");
            lab.home().forgetKeptLogs();
        } catch (LabException e) {
            throw observed.network() ? e : cleanedUp(e);
        }
    }

    private LabException cleanedUp(LabException failure) throws IOException, InterruptedException {
        new LabSweep(lab).run();
        String before = lab.home().logs().toString();
        String kept = lab.home().keepLogs().toString();
        lab.home().delete();
        return new LabException(
                String.valueOf(failure.getMessage()).replace(before, kept)
                        + "\nThe lab has been taken down; its logs are in " + kept,
                failure);
    }

    /** Its presence says that the lab has once been complete; one without it was never finished and is made anew. */
    private Path stood() {
        return lab.home().marks().resolve("stood");
    }

    private Observed observe() throws IOException, InterruptedException {
        boolean network = Files.exists(stood())
                && new HashSet<>(lab.namespaces().existing())
                        .containsAll(lab.network().expected());
        if (!network) {
            return new Observed(false, Set.of(), false, Set.of());
        }
        Set<String> guests = new HashSet<>();
        for (String guest : lab.guests()) {
            ProcessId kernel = new ProcessId(guest, GuestKernel.PROCESS);
            if (lab.processes().running(kernel, lab.guestPlace(guest)).isPresent()) {
                guests.add(guest);
            }
        }
        boolean gateway =
                lab.processes().running(GatewayDoors.ID, lab.gatewayPlace()).isPresent();
        return new Observed(true, guests, gateway, new LabStatus(lab).running());
    }

    private void perform(Step step) throws IOException, InterruptedException {
        switch (step) {
            case Step.CreateNetwork() -> lab.network().create();
            case Step.BootGuest(String node) -> lab.processes().start(lab.guestSpec(node), lab.guestPlace(node));
            case Step.OpenGateway() -> lab.processes().start(lab.gatewaySpec(), lab.gatewayPlace());
            case Step.StartProcess(ProcessId id, Set<Step> _) -> lab.processes().start(lab.spec(id), lab.place(id));
            case Step.ApplyManifest(Set<Step> _) -> applyManifest();
            case Step.AwaitTraffic(Set<Step> _) -> awaitTraffic();
        }
    }

    private void applyManifest() throws IOException, InterruptedException {
        URI api =
                lab.doors().url(Topology.CONTROL_PLANE).orElseThrow(() -> new LabException("The gateway does not run"));
        try (FleetApi client = new FleetApi(api, new LabStatus(lab).token().orElse(""))) {
            new ManifestClient(client)
                    .apply(Manifest.read(
                            checkout.manifest(lab.topology().chapter().manifest())));
        }
    }

    private void awaitTraffic() throws InterruptedException {
        Set<String> expected = new HashSet<>(
                lab.topology().having(Role.REAL_SERVER).map(Node::name).toList());
        if (!ProcessControl.await(TRAFFIC_LIMIT, () -> answering().containsAll(expected))) {
            throw new LabException("Not every real server answers through "
                    + lab.topology().virtualAddress().getHostAddress() + " within " + TRAFFIC_LIMIT.toSeconds()
                    + " s; the agent's log is " + lab.home().log(agent()));
        }
    }

    private ProcessId agent() {
        return new ProcessId(lab.topology().first(Role.DIRECTOR).name(), Topology.AGENT);
    }

    /** Which real servers eight requests from the client reach. */
    private Set<String> answering() {
        String url = "http://" + lab.topology().virtualAddress().getHostAddress() + "/";
        String client = lab.topology().only(Role.CLIENT).name();
        Set<String> seen = new HashSet<>();
        try {
            for (int i = 0; i < REQUESTS; i++) {
                Output page = lab.shell(client).capture(REQUEST_LIMIT, "curl", "-sf", "-m", "3", url);
                if (page.exitCode() != 0) {
                    return Set.of();
                }
                lab.topology()
                        .having(Role.REAL_SERVER)
                        .map(Node::name)
                        .filter(page.out()::contains)
                        .forEach(seen::add);
            }
        } catch (IOException e) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
        return seen;
    }
}
