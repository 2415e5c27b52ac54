package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;

/** Ends a process when this JVM ends, however that does: a shell that kills it once its own input has ended. */
final class Leash implements AutoCloseable {

    private final Process shell;

    Leash(Process process) throws IOException {
        shell = new ProcessBuilder("sh", "-c", "read end; kill -s KILL \"$0\"", Long.toString(process.pid())).start();
    }

    /** The process has ended, and its number may soon be another's. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
