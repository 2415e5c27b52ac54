package dev.lvsfleet.agent.vrrp.testing;

import dev.lvsfleet.agent.vrrp.RealTimeWish;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.agent.vrrp.VrrpShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code VrrpProcess FILE [PRIORITY]}: runs the virtual routers of a {@link RouterFile} until it is told to end, which it
 * takes for a clean stop. All are able from the start.
 *
 * <p>The priority is a real-time one; without it the thread is like any other. What it hears on its standard input, a line
 * each: {@code configure FILE}, {@code able NAME true|false}, {@code switchover NAME}, {@code status}; and, so that it can be
 * disturbed as an agent is, {@code ballast MEGABYTES} of small objects that it keeps from then on, and {@code collect} for a
 * full collection. It writes notices and answers to its standard error.
 */
public final class VrrpProcess {

    private static final int OBJECT = 64;

    private static List<byte[]> ballast = List.of();

    private VrrpProcess() {}

    public static void main(String[] arguments) throws IOException {
        RealTimeWish wish = arguments.length > 1
                ? new RealTimeWish(Optional.of(Integer.valueOf(arguments[1])), true)
                : RealTimeWish.NONE;
        VrrpShell shell = new VrrpShell(wish, notice -> System.err.println(System.nanoTime() + " " + notice));
        VrrpSettings settings = RouterFile.read(Path.of(arguments[0]));
        shell.start();
        Runtime.getRuntime().addShutdownHook(new Thread(shell::stop));
        configure(shell, settings);
        System.err.println("started");
        obey(shell);
    }

    private static void configure(VrrpShell shell, VrrpSettings settings) {
        shell.configure(settings);
        settings.routers().forEach(router -> shell.able(router.name(), true));
    }

    /** Ends with the input, as whoever started it does. */
    private static void obey(VrrpShell shell) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            List<String> words = List.of(line.strip().split(" "));
            switch (words.getFirst()) {
                case "configure" -> configure(shell, RouterFile.read(Path.of(words.get(1))));
                case "able" -> shell.able(words.get(1), Boolean.parseBoolean(words.get(2)));
                case "switchover" -> shell.switchOver(words.get(1));
                case "status" -> {
                    shell.statuses().forEach(status -> System.err.println("status " + status));
                    shell.status().ifPresent(status -> System.err.println("status " + status));
                }
                case "ballast" -> {
                    ballast = ballast(Integer.parseInt(words.get(1)));
                    System.err.println("carries " + ballast.size());
                }
                case "collect" -> {
                    long begin = System.nanoTime();
                    System.gc();
                    System.err.println("collected in " + (System.nanoTime() - begin) / 1_000 + " us");
                }
                default -> System.err.println("unknown: " + line);
            }
        }
    }

    private static List<byte[]> ballast(int megabytes) {
        return Stream.generate(() -> new byte[OBJECT - 16])
                .limit((long) megabytes * 1024 * 1024 / OBJECT)
                .toList();
    }
}
