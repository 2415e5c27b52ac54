package dev.lvsfleet.lab;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong where an exception's own message would be a bare path or nothing. Pure. */
public final class Failure {

    private Failure() {}

    /** What an exception means, as the part of a sentence that follows what was attempted. */
    public static String reason(Throwable failure) {
        return switch (failure) {
            case LabException said -> String.valueOf(said.getMessage());
            case NoSuchFileException file -> file.getFile() + " is not there";
            case FileAlreadyExistsException file -> file.getFile() + " is there already";
            case AccessDeniedException file -> file.getFile() + " may not be touched";
            case FileSystemException file ->
                file.getFile() + ": " + (file.getReason() == null ? name(file) : file.getReason());
            case UncheckedIOException unchecked -> wrapped(unchecked);
            case Throwable other -> messageOf(other);
        };
    }

    private static String wrapped(UncheckedIOException failure) {
        Throwable cause = failure.getCause();
        String said = messageOf(failure);
        if (cause == null) {
            return said;
        }
        return said.equals(cause.toString()) ? reason(cause) : said + ": " + reason(cause);
    }

    private static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? name(failure) : message;
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
