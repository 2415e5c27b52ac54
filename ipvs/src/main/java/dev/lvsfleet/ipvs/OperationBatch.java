package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.OperationResult.Done;
import dev.lvsfleet.ipvs.OperationResult.Failed;
import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.LostAnswersException;
import dev.lvsfleet.linux.netlink.RequestDatagram;
import dev.lvsfleet.linux.sys.Errno;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out operations, a hundred or two to one send, and does those again of which it is not known what became.
 *
 * <p>To do one again is harmless: an addition that finds its entry sets it to the same, and a deletion that finds nothing is
 * done. Used by one thread.
 */
final class OperationBatch {

    private static final int MOST_TRIES = 5;

    private final FamilyConnection kernel;

    OperationBatch(FamilyConnection kernel) {
        this.kernel = kernel;
    }

    /** What became of each, in the order of the operations.
     *
     * @throws LostAnswersException when the answers were lost each of five times */
    List<OperationResult> apply(List<IpvsOperation> operations) {
        List<OperationResult> results = new ArrayList<>(operations.size());
        int tries = 0;
        while (results.size() < operations.size()) {
            tries++;
            List<OperationResult> more =
                    tried(operations.subList(results.size(), operations.size()), tries == MOST_TRIES);
            results.addAll(more);
            if (!more.isEmpty()) {
                tries = 0;
            }
        }
        return results;
    }

    /** The results of as many as one send takes, or up to where something has to be done again. */
    private List<OperationResult> tried(List<IpvsOperation> operations, boolean last) {
        List<Acknowledgement> answers;
        try {
            answers = acknowledged(operations);
        } catch (LostAnswersException loss) {
            if (last) {
                throw loss;
            }
            return List.of();
        }
        List<OperationResult> results = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            // What follows may have failed for want of this one, so it is done again as well.
            if (answers.get(i).errno().isPassing() && !last) {
                return results;
            }
            results.add(result(operations.get(i), answers.get(i)));
        }
        return results;
    }

    private List<Acknowledgement> acknowledged(List<IpvsOperation> operations) {
        return kernel.batch(family -> {
            IpvsCodec codec = new IpvsCodec(family);
            RequestDatagram send = new RequestDatagram();
            for (int i = 0; i < operations.size() && codec.add(send, operations.get(i)); ) {
                i++;
            }
            return send;
        });
    }

    private OperationResult result(IpvsOperation operation, Acknowledgement answer) {
        return switch (Outcome.of(operation, answer.errno())) {
            case DONE -> new Done(operation);
            case FAILED -> new Failed(operation, answer.errno(), FailureSentence.of(operation, answer));
            case SET_INSTEAD -> setInstead(operation);
        };
    }

    private OperationResult setInstead(IpvsOperation addition) {
        return switch (apply(List.of(Outcome.asSet(addition))).getFirst()) {
            case Done _ -> new Done(addition);
            case Failed(IpvsOperation _, Errno errno, String message) -> new Failed(addition, errno, message);
        };
    }
}
