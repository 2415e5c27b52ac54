package dev.lvsfleet.agent.baseline;

import java.util.List;

/**
 * What one pass over the node did.
 *
 * @param done in order
 * @param held what was left for later, because somebody keeps undoing it
 * @param failures what could not be done and why, one sentence each
 * @param findings what is not as it should be but keeps nothing from working, one sentence each
 * @param state how the node was in the end
 */
record BaselinePass(
        List<BaselineOperation> done,
        List<BaselineOperation> held,
        List<String> failures,
        List<String> findings,
        NodeState state) {

    BaselinePass {
        done = List.copyOf(done);
        held = List.copyOf(held);
        failures = List.copyOf(failures);
        findings = List.copyOf(findings);
    }
}
