package dev.lvsfleet.lab.process;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Starts, finds again and stops the lab's processes. Thread-safe for different processes. */
public final class ProcessControl {

    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final LabHome home;
    private final MarkStore marks;
    private final ReadyProbe probe;

    public ProcessControl(LabHome home, ReadyProbe probe) {
        this.home = home;
        this.marks = new MarkStore(home);
        this.probe = probe;
    }

    /** The running process, if it runs. */
    public Optional<ProcessMark> running(ProcessId id, ProcessPlace place) throws IOException, InterruptedException {
        Optional<ProcessMark> mark = marks.find(id);
        return mark.isPresent() && mark.equals(look(place, mark.get().pid())) ? mark : Optional.empty();
    }

    /**
     * Starts a process and waits until it is ready; does nothing when it runs.
     *
     * @return whether it did not run before
     * @throws LabException when it ends or is not ready in time; the message names its log
     */
    public boolean start(ProcessSpec spec, ProcessPlace place) throws IOException, InterruptedException {
        if (running(spec.id(), place).isPresent()) {
            return false;
        }
        spec.preparation().prepare();
        Path log = home.log(spec.id());
        long pid = place.shell().start(new Launch(spec.command(), spec.environment(), log));
        Optional<ProcessMark> mark = look(place, pid);
        if (mark.isEmpty()) {
            throw new LabException(spec.id() + " ended at once; its log is " + log);
        }
        marks.save(spec.id(), mark.get());
        Duration limit = spec.ready().limit();
        boolean ready = await(limit, () -> !runs(place, mark.get()) || probe.ready(spec.ready(), place));
        if (!runs(place, mark.get())) {
            throw new LabException(spec.id() + " ended before it was ready; its log is " + log);
        }
        if (!ready) {
            throw new LabException(spec.id() + " was not ready within " + limit.toSeconds() + " s; its log is " + log);
        }
        return true;
    }

    /**
     * Asks a process to end in good order, and ends it when it does not in time.
     *
     * @return whether it ran
     */
    public boolean stop(ProcessSpec spec, ProcessPlace place) throws IOException, InterruptedException {
        Optional<ProcessMark> mark = running(spec.id(), place);
        if (mark.isPresent()) {
            signal(place, mark.get().pid(), spec.stopSignal().name());
            if (!await(STOP_LIMIT, () -> !runs(place, mark.get()))) {
                killAndAwait(spec.id(), place, mark.get());
            }
        }
        marks.remove(spec.id());
        return mark.isPresent();
    }

    /**
     * Ends a process at once, with SIGKILL, it and all it has started.
     *
     * @return whether it ran
     */
    public boolean kill(ProcessId id, ProcessPlace place) throws IOException, InterruptedException {
        Optional<ProcessMark> mark = running(id, place);
        if (mark.isPresent()) {
            killAndAwait(id, place, mark.get());
        }
        marks.remove(id);
        return mark.isPresent();
    }

    private static void killAndAwait(ProcessId id, ProcessPlace place, ProcessMark mark)
            throws IOException, InterruptedException {
        signal(place, -mark.pid(), "KILL");
        if (!await(KILL_LIMIT, () -> !runs(place, mark))) {
            throw new LabException(id + " (pid " + mark.pid() + ") is still there after SIGKILL");
        }
    }

    /** A negative id means the whole group: every process of the lab leads a session of its own. */
    private static void signal(ProcessPlace place, long pid, String signal) throws IOException, InterruptedException {
        place.shell().capture(COMMAND_LIMIT, "kill", "-s", signal, "--", Long.toString(pid));
    }

    private static boolean runs(ProcessPlace place, ProcessMark mark) {
        try {
            return look(place, mark.pid()).filter(mark::equals).isPresent();
        } catch (IOException e) {
            return false; // the node itself is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<ProcessMark> look(ProcessPlace place, long pid) throws IOException, InterruptedException {
        Output stat = place.shell().capture(COMMAND_LIMIT, "cat", "/proc/" + pid + "/stat");
        return stat.exitCode() == 0 ? ProcessMark.ofStat(stat.out()) : Optional.empty();
    }

    /** Looks again and again until the condition holds or the limit has passed; whether it held. */
    public static boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }
}
