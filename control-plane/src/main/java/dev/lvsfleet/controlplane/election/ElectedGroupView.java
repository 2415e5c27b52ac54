package dev.lvsfleet.controlplane.election;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lvsfleet.controlplane.group.GroupView;
import java.util.List;

/** A director group in the answer about it alone: with who of its directors holds what. */
public record ElectedGroupView(@JsonUnwrapped GroupView group, List<ElectionView> virtualRouters) {}
