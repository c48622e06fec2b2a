"""How far the binding of a volume has come."""

from enum import StrEnum


class VolumeState(StrEnum):
    WAITING = "waiting"
    BINDING = "binding"
    BOUND = "bound"
    FAILED = "failed"


MOVES: dict[VolumeState, frozenset[VolumeState]] = {
    VolumeState.WAITING: frozenset({VolumeState.BINDING, VolumeState.FAILED}),
    VolumeState.BINDING: frozenset({VolumeState.BOUND, VolumeState.FAILED}),
    VolumeState.BOUND: frozenset(),
    VolumeState.FAILED: frozenset(),
}
