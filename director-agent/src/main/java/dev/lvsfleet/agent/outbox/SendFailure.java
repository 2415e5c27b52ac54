package dev.lvsfleet.agent.outbox;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells "not now" from "never": what the bus will not take however often it is asked. */
final class SendFailure {

    /** Causes may go round. */
    private static final int MOST_CAUSES = 10;

    private SendFailure() {}

    /** Why the record can never be sent; empty when it is worth another try. */
    static Optional<Throwable> never(Throwable failure) {
        return Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(SendFailure::isAboutTheRecord)
                .findFirst();
    }

    private static boolean isAboutTheRecord(Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof SerializationException
                || cause instanceof InvalidRecordException;
    }
}
